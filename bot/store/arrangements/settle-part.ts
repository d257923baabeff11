import { daysPastDue } from "../../domain/arrangements/days-past-due.ts";
import { dayIn, toDate, type Instant, type Zone } from "../../domain/calendar.ts";
import type { ArrangementId, BorrowerId, LoanId, LogEntryId, NewId } from "../../domain/ids.ts";
import { currency } from "../../domain/money.ts";
import type { Tx } from "../database.ts";
import { dayOf } from "../days.ts";
import { appendLog } from "../log-entries.ts";
import { emit } from "../outward/emit.ts";
import type { Vault } from "../vault.ts";
import { arrangementTold } from "./arrangement-told.ts";

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
  readonly borrowerId: BorrowerId;
  readonly zone: Zone;
}

/** The ledger has decided one part: the last one kept ends it well; one that is not kept ends it, and people talk. */
export async function settlePart(deps: Deps, id: ArrangementId, part: "kept" | "partly_kept" | "broken", now: Instant): Promise<"kept" | "broken" | undefined> {
  if (part !== "kept") return endAgreed(deps, id, "broken", now);
  const left = await deps.tx.promiseToPay.count({ where: { arrangementId: id, state: "open" } });
  return left === 0 ? endAgreed(deps, id, "kept", now) : undefined;
}

/** Of one that was agreed; undefined where it is over already. */
export async function endAgreed<S extends "kept" | "broken" | "booked">(deps: Deps, id: ArrangementId, state: S, now: Instant): Promise<S | undefined> {
  const { tx, vault, newId, borrowerId, zone } = deps;
  const { count } = await tx.arrangement.updateMany({ where: { id, state: "agreed" }, data: { state, endedAt: toDate(now) } });
  if (count === 0) return undefined;
  const row = await tx.arrangement.findUniqueOrThrow({ where: { id } });
  const { loanId } = row;
  await tx.promiseToPay.updateMany({ where: { arrangementId: id, state: "open" }, data: { state: "replaced", decidedAt: toDate(now) } });
  await tx.hold.updateMany({ where: { borrowerId, loanId, reason: "arrangement", liftedAt: null }, data: { liftedAt: toDate(now), liftedBy: "bot" } });
  await tx.borrower.update({ where: { id: borrowerId }, data: { version: { increment: 1 } } });
  await appendLog(tx, vault, [
    { id: newId<LogEntryId>(), at: now, kind: `arrangement.${state}`, borrowerId, actor: "bot", body: { arrangement: id, round: row.round } },
  ]);
  const { amountMinor, parts, firstNo, lastNo } = row;
  const terms = { amountMinor, currency: currency(row.currency), parts, firstOn: dayOf(row.firstOn) };
  const originalDueOn = dayOf(row.originalDueOn);
  const told = { id, round: row.round, terms, firstNo, lastNo, originalDueOn, daysPastDue: daysPastDue(originalDueOn, dayIn(now, zone)) };
  await emit(tx, { type: `arrangement.${state}`, at: now, borrowerId, loanId: loanId as LoanId, data: arrangementTold(told) });
  return state;
}
