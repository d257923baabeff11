import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, EscalationId, HoldId, InboundId, LogEntryId } from "../../domain/ids.ts";
import { spread, type Spread } from "../../domain/turns/spread.ts";
import type { TurnPlan } from "../../domain/turns/turn.ts";
import type { PendingTurn } from "../../app/turns/ports.ts";
import type { Tx } from "../database.ts";
import { raiseEscalation } from "../escalations/raise-escalation.ts";
import { lockBorrower, type LockedBorrower } from "../lock-borrower.ts";
import { appendLog } from "../log-entries.ts";
import { BorrowerErased, type Vault } from "../vault.ts";
import type { TurnCommitting } from "./turn-committing.ts";

type Sharer = PendingTurn["sharers"][number];
interface Spreading {
  readonly spread: Spread;
  readonly because: InboundId;
}

/** The others of a shared number whom this turn's words stop too: they are locked with it. */
export const sharersHeld = (turn: PendingTurn, plan: TurnPlan): BorrowerId[] =>
  spreadings(turn, plan).length === 0 ? [] : turn.sharers.map(({ borrower }) => borrower);

/** What stops a number stops it for all who left it. In the turn's transaction; returns the cases that it raised. */
export async function spreadToSharers({ tx, vault, newId, rows, turn, plan, now }: TurnCommitting): Promise<EscalationId[]> {
  const all = spreadings(turn, plan);
  const raised: EscalationId[] = [];
  if (all.length === 0) return raised;
  // A sharer may have a turn of their own in this very batch.
  await rows.flush();
  for (const sharer of turn.sharers) {
    const other = await locked(tx, vault, sharer.borrower);
    if (!other) continue;
    for (const { spread: what } of all) {
      await apply({ tx, vault, newId }, other, sharer, what, now);
      if (what.escalation === undefined) continue;
      const evidence = { kind: "message" as const, refId: null };
      raised.push(await raiseEscalation({ tx, vault, newId }, { ...other, borrowerId: other.id, loanId: null, reason: what.escalation, evidence }, now));
    }
    await tx.borrower.update({ where: { id: other.id }, data: { version: { increment: 1 } } });
  }
  return raised;
}

function spreadings({ texts, sharers }: PendingTurn, plan: TurnPlan): Spreading[] {
  if (sharers.length === 0) return [];
  const unknown = new Set(texts.filter(({ who }) => who === "unknown").map(({ id }) => id));
  return plan.events.flatMap(({ event, because }) => {
    const found = spread(event, !unknown.has(because));
    return found ? [{ spread: found, because }] : [];
  });
}

/** Of an erased borrower nothing is left to hold. */
async function locked(tx: Tx, vault: Vault, id: BorrowerId): Promise<LockedBorrower | undefined> {
  try {
    return await lockBorrower(tx, vault, id);
  } catch (fault) {
    if (fault instanceof BorrowerErased) return undefined;
    throw fault;
  }
}

type Deps = Pick<TurnCommitting, "tx" | "vault" | "newId">;

async function apply({ tx, vault, newId }: Deps, other: LockedBorrower, { contact }: Sharer, what: Spread, now: Instant): Promise<void> {
  const log = (kind: string, body: Record<string, unknown>, actor = "bot"): Promise<void> =>
    appendLog(tx, vault, [{ id: newId<LogEntryId>(), at: now, kind, borrowerId: other.id, actor, body }], new Map([[other.id, other.key]]));
  if (what.hold !== undefined) {
    const id = newId<HoldId>();
    const of = { borrowerId: other.id, contactPointId: contact, reason: what.hold };
    await tx.hold.create({ data: { id, ...of, from: toDate(now) } });
    await log("hold.set", { hold: id, reason: what.hold, contact, because: "shared_number" });
  }
  if (what.lift !== undefined) {
    const lifted = await tx.hold.findMany({
      where: { borrowerId: other.id, contactPointId: contact, reason: what.lift, liftedAt: null },
      select: { id: true },
    });
    for (const { id } of lifted) {
      await tx.hold.update({ where: { id }, data: { liftedAt: toDate(now), liftedBy: "borrower" } });
      await log("hold.lifted", { hold: id, reason: what.lift, because: "shared_number" }, "borrower");
    }
  }
  if (what.close) {
    const { count } = await tx.contactPoint.updateMany({ where: { id: contact, state: { not: "closed" } }, data: { state: "closed" } });
    if (count > 0) await log("contact_point.closed", { contactPoint: contact, code: "wrong_person" });
  }
}
