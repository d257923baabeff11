import { toDate, type Instant, type Zone } from "../../domain/calendar.ts";
import type { ArrangementId, EscalationId, LogEntryId, NewId, PromiseId } from "../../domain/ids.ts";
import { askAgainAt, ledgerMustReach, verdict } from "../../domain/promises/promise.ts";
import { settlePart } from "../arrangements/settle-part.ts";
import { underWay } from "../arrangements/under-way.ts";
import { sql, type Tx } from "../database.ts";
import { dayOf } from "../days.ts";
import { raiseEscalation } from "../escalations/raise-escalation.ts";
import { appendLog } from "../log-entries.ts";
import { emit } from "../outward/emit.ts";
import { promiseTold } from "../outward/promise-told.ts";
import type { Vault } from "../vault.ts";

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

/** Lets the ledger decide a promise; returns the case of a broken one. Nothing happens where it was decided already. */
export async function decidePromise(deps: Deps, id: PromiseId, now: Instant): Promise<EscalationId | undefined> {
  const { tx } = deps;
  const [taken] = await tx.$queryRaw<{ id: string }[]>(
    sql`SELECT id::text FROM promise WHERE id = ${id}::uuid AND state = 'open' AND check_at <= ${toDate(now)} FOR UPDATE SKIP LOCKED`,
  );
  if (!taken) return undefined;
  const promise = await tx.promiseToPay.findUniqueOrThrow({ where: { id } });
  const loan = await tx.loan.findUniqueOrThrow({
    where: { id: promise.loanId },
    include: { borrower: { select: { id: true, zone: true, branch: true, officer: true } } },
  });
  const promisedOn = dayOf(promise.promisedOn);
  const { borrower } = loan;
  if (loan.status === "open" && loan.ledgerAsOf < toDate(ledgerMustReach(promisedOn, borrower.zone as Zone))) {
    await tx.promiseToPay.update({ where: { id }, data: { checkAt: toDate(askAgainAt(now)) } });
    return undefined;
  }
  // It rests while people look at an application for more time.
  if (loan.status === "open" && promise.arrangementId === null && (await underWay(tx, promise))) {
    await tx.promiseToPay.update({ where: { id }, data: { checkAt: toDate(askAgainAt(now)) } });
    return undefined;
  }
  const state = loan.status === "closed" ? "kept" : verdict(promise, loan.paidMinor);
  await tx.promiseToPay.update({ where: { id }, data: { state, decidedAt: toDate(now) } });
  await tx.borrower.update({ where: { id: borrower.id }, data: { version: { increment: 1 } } });
  const borrowerId = borrower.id as Parameters<typeof raiseEscalation>[1]["borrowerId"];
  await appendLog(tx, deps.vault, [
    { id: deps.newId<LogEntryId>(), at: now, kind: `promise.${state}`, borrowerId, actor: "bot", body: { promise: id, on: promisedOn } },
  ]);
  await emit(tx, { type: `status_update.promise_${state}`, at: now, borrowerId, loanId: loan.id, data: promiseTold({ ...promise, on: promisedOn }) });
  const partOf = promise.arrangementId as ArrangementId | null;
  const arrangement = partOf === null ? undefined : await settlePart({ ...deps, borrowerId, zone: borrower.zone as Zone }, partOf, state, now);
  if (state !== "broken" && arrangement !== "broken") return undefined;
  const evidence = { kind: "promise" as const, refId: id };
  return raiseEscalation(
    deps,
    {
      borrowerId,
      branch: borrower.branch,
      officer: borrower.officer,
      loanId: loan.id as NonNullable<Parameters<typeof raiseEscalation>[1]["loanId"]>,
      reason: "broken_promise",
      evidence,
    },
    now,
  );
}
