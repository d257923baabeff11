import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, EscalationId, LoanId, NewId } from "../../domain/ids.ts";
import type { Tx } from "../database.ts";
import { raiseEscalation } from "../escalations/raise-escalation.ts";
import { orClearErased } from "../keep/clear-erased.ts";
import { lockBorrower } from "../lock-borrower.ts";
import type { Vault } from "../vault.ts";

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

/** A borrower who answered meanwhile has no check any more (a turn's commit clears it). */
export async function decideUnanswered(deps: Deps, id: BorrowerId, now: Instant): Promise<EscalationId | undefined> {
  const { tx, vault } = deps;
  const borrower = await orClearErased(deps, now, undefined, () => lockBorrower(tx, vault, id));
  const row = await tx.borrower.findUnique({ where: { id }, select: { unansweredCheckAt: true } });
  if (!borrower || !row?.unansweredCheckAt || row.unansweredCheckAt > toDate(now)) return undefined;
  await tx.borrower.update({ where: { id }, data: { unansweredCheckAt: null, version: { increment: 1 } } });
  const last = await tx.touch.findFirst({ where: { borrowerId: id, state: "sent", stage: { gt: 0 } }, orderBy: { decidedAt: "desc" } });
  const evidence = { kind: "touch" as const, refId: last?.id ?? null };
  return raiseEscalation(
    deps,
    { borrowerId: id, branch: borrower.branch, officer: borrower.officer, loanId: (last?.loanId ?? null) as LoanId | null, reason: "unanswered", evidence },
    now,
  );
}
