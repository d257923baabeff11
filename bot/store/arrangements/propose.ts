import { untilDay } from "../../domain/arrangements/arrangement.ts";
import { daysPastDue } from "../../domain/arrangements/days-past-due.ts";
import { dayIn, toDate } from "../../domain/calendar.ts";
import type { ArrangementId, InboundId, LogEntryId } from "../../domain/ids.ts";
import type { ArrangementProposed } from "../../domain/turns/turn.ts";
import { dateOf } from "../days.ts";
import { appendLog } from "../log-entries.ts";
import { emit } from "../outward/emit.ts";
import type { TurnCommitting } from "../turns/turn-committing.ts";
import { arrangementTold } from "./arrangement-told.ts";
import { restUntil } from "./rests.ts";

/** Of a turn's commit, what an arrangement needs. */
export type Proposing = Pick<TurnCommitting, "tx" | "vault" | "newId" | "borrower" | "now">;

/** Writes down what the borrower applied for; a loan with one that is not over refuses a second (a unique index). */
export async function proposeArrangement(of: Proposing, event: ArrangementProposed, because: InboundId): Promise<void> {
  const { tx, vault, newId, borrower, now } = of;
  const { type: _, loanId, offer, amountMinor, currency, parts, firstOn, firstNo, lastNo, originalDueOn, needs, guarantor, lookDays, policyVersion } = event;
  const { scheduleHash } = await tx.loan.findUniqueOrThrow({ where: { id: loanId }, select: { scheduleHash: true } });
  const id = newId<ArrangementId>();
  const dueAt = untilDay(now, lookDays, borrower.zone);
  await tx.arrangement.create({
    data: {
      id,
      borrowerId: borrower.id,
      loanId,
      offer,
      policyVersion,
      amountMinor,
      currency,
      parts,
      firstNo,
      lastNo,
      scheduleHash,
      state: "proposed",
      firstOn: dateOf(firstOn),
      termsBy: "borrower",
      originalDueOn: dateOf(originalDueOn),
      needs: [...needs],
      guarantor: guarantor ? "awaited" : "not_needed",
      messageId: because,
      proposedAt: toDate(now),
      dueAt: toDate(dueAt),
    },
  });
  const terms = { amountMinor, currency, parts, firstOn };
  const body = {
    arrangement: id,
    offer,
    amountMinor: amountMinor.toString(),
    currency,
    count: parts,
    firstOn,
    firstNo,
    lastNo,
    needs,
    message: because,
    policy: policyVersion,
  };
  await appendLog(
    tx,
    vault,
    [{ id: newId<LogEntryId>(), at: now, kind: "arrangement.proposed", borrowerId: borrower.id, actor: "borrower", body }],
    new Map([[borrower.id, borrower.key]]),
  );
  await restUntil(of, event, dueAt, now);
  const told = { id, round: 1, terms, firstNo, lastNo, originalDueOn, daysPastDue: daysPastDue(originalDueOn, dayIn(now, borrower.zone)) };
  await emit(tx, { type: "arrangement.proposed", at: now, borrowerId: borrower.id, loanId, data: arrangementTold(told) });
}
