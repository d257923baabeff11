import { decide } from "../../domain/arrangements/arrangement.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { ArrangementId, BorrowerId, EscalationId, NewId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { raiseEscalation } from "../escalations/raise-escalation.ts";
import { orClearErased } from "../keep/clear-erased.ts";
import { lockBorrower } from "../lock-borrower.ts";
import type { Vault } from "../vault.ts";
import { applyDecided } from "./apply-decided.ts";
import { foundArrangement } from "./found-arrangement.ts";
import { endAgreed } from "./settle-part.ts";

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

/** Few are under way at a time: the indexes of those that are not over make this cheap. */
export const dueArrangements = (now: Instant, limit: number) => sql`
  SELECT a.id::text FROM arrangement a JOIN loan l ON l.id = a.loan_id
  WHERE (a.state IN ('proposed', 'approved') AND (a.due_at <= ${toDate(now)} OR l.status <> 'open'
      OR l.paid_minor >= (SELECT max(i.cumulative_minor) FROM instalment i WHERE i.loan_id = a.loan_id AND i.no <= a.last_no)))
    OR (a.state = 'agreed' AND l.schedule_hash <> a.schedule_hash)
  ORDER BY a.due_at LIMIT ${limit}`;

export async function lookAtArrangement(deps: Deps, id: ArrangementId, now: Instant): Promise<EscalationId | undefined> {
  const { tx, vault } = deps;
  const { borrowerId, messageId } = await tx.arrangement.findUniqueOrThrow({ where: { id }, select: { borrowerId: true, messageId: true } });
  const borrower = await orClearErased(deps, now, undefined, () => lockBorrower(tx, vault, borrowerId as BorrowerId));
  if (!borrower) {
    // Of somebody who was erased nothing is told and nothing is asked any more.
    await tx.arrangement.updateMany({ where: { id, state: { in: ["proposed", "approved", "agreed"] } }, data: { state: "withdrawn", endedAt: toDate(now) } });
    return undefined;
  }
  const found = await foundArrangement(tx, id, borrower);
  if (found.arrangement.state === "agreed") {
    // The lender's own schedule says from here on what is due and when; our rest and our parts make way for it.
    if (found.loan.scheduleHash !== found.scheduleHash) await endAgreed({ ...deps, borrowerId: borrower.id, zone: borrower.zone }, id, "booked", now);
    return undefined;
  }
  const decided = decide(found.arrangement, { type: "look", ledger: found.ledger }, now);
  if ("refused" in decided || decided.events.length === 0) return undefined;
  await applyDecided({ ...deps, borrower, found, by: "bot", deadlines: { lookDays: 0, answerDays: 0 }, now }, decided.events);
  await tx.borrower.update({ where: { id: borrower.id }, data: { version: { increment: 1 } } });
  if (!decided.events.some(({ type }) => type === "expired")) return undefined;
  const evidence = { kind: "message" as const, refId: messageId };
  return raiseEscalation(deps, { ...borrower, borrowerId: borrower.id, loanId: null, reason: "asks_for_time", evidence }, now);
}
