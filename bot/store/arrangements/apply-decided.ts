import { untilDay, type ArrangementEvent } from "../../domain/arrangements/arrangement.ts";
import { daysPastDue } from "../../domain/arrangements/days-past-due.ts";
import type { Terms } from "../../domain/arrangements/terms.ts";
import { dayIn, dayMs, plus, toDate } from "../../domain/calendar.ts";
import type { LogEntryId, TouchId } from "../../domain/ids.ts";
import { noticeTime, type NoticeKind } from "../../domain/notices/notice.ts";
import { dateOf } from "../days.ts";
import { appendLog } from "../log-entries.ts";
import { planNotices } from "../notices/plan-notices.ts";
import { emit } from "../outward/emit.ts";
import { seal } from "../seal.ts";
import { agree } from "./agree.ts";
import type { Applying } from "./applying.ts";
import { arrangementTold } from "./arrangement-told.ts";
import { endRest, officerWasThere, restUntil } from "./rests.ts";
import { settleCases } from "./settle-cases.ts";

/** After a no "a colleague will be in touch": reminders of it rest as long as after any such promise. */
const afterNoMs = 3 * dayMs;

/** Writes what was decided, each event with its log entry and what the lender's systems are told. */
export async function applyDecided(of: Applying, events: readonly ArrangementEvent[]): Promise<void> {
  let { round, terms, termsBy } = of.found.arrangement;
  for (const event of events) {
    if (event.type === "changed") [round, terms, termsBy] = [round + 1, event.terms, of.by];
    await writeEvent(of, event, { round, terms, termsBy });
  }
  await note(of, events);
}

interface Now {
  readonly round: number;
  readonly terms: Terms;
  readonly termsBy: string;
}

async function writeEvent(of: Applying, event: ArrangementEvent, now: Now): Promise<void> {
  const { tx, found, deadlines, borrower } = of;
  const at = toDate(of.now);
  const set = (data: Parameters<typeof tx.arrangement.update>[0]["data"]) => tx.arrangement.update({ where: { id: found.id }, data });
  const covered = { loanId: found.loanId, firstNo: found.firstNo, lastNo: found.lastNo };
  switch (event.type) {
    case "changed": {
      const { amountMinor, parts, firstOn } = event.terms;
      const dueAt = untilDay(of.now, deadlines.lookDays, borrower.zone);
      const again = { round: now.round, termsBy: of.by, state: "proposed", approvedAt: null, dueAt: toDate(dueAt) };
      await set({ ...again, amountMinor, parts, firstOn: dateOf(firstOn), needs: [...event.needs], guarantor: event.guarantor ? "awaited" : "not_needed" });
      await restUntil(of, covered, dueAt, of.now);
      await record(of, "changed", now, { by: of.by, count: parts, firstOn, amountMinor: amountMinor.toString() });
      return;
    }
    case "endorsed":
      await tx.arrangementApproval.create({ data: { id: of.newId(), arrangementId: found.id, round: now.round, ...event.by, at } });
      await record(of, "endorsed", now, { by: event.by.officer, role: event.by.role });
      return;
    case "approved": {
      const dueAt = untilDay(of.now, deadlines.answerDays, borrower.zone);
      await set({ state: "approved", approvedAt: at, dueAt: toDate(dueAt) });
      await restUntil(of, covered, dueAt, of.now);
      await answer(of, now.termsBy === "borrower" ? "arrangement_approved" : "arrangement_changed", now.round);
      await record(of, "approved", now, {});
      return;
    }
    case "refused":
      await set({ state: "refused", endedAt: at });
      await restUntil(of, covered, plus(of.now, afterNoMs), of.now);
      await answer(of, "arrangement_refused", now.round);
      await record(of, "refused", now, {});
      return;
    case "consented": {
      const { consent } = of.beside ?? {};
      if (!consent) throw new Error("a consent without whose it is");
      const id = of.newId();
      const nameSealed = seal(borrower.key, `guarantor_consent.name/${id}`, consent.name);
      await tx.guarantorConsent.create({
        data: { id, arrangementId: found.id, round: now.round, nameSealed, signedOn: dateOf(consent.signedOn), recordedBy: of.by, recordedAt: at },
      });
      await set({ guarantor: "given" });
      await record(of, "guarantor_consented", now, { by: of.by, name: consent.name, signedOn: consent.signedOn });
      return;
    }
    case "confirmed":
      await set({ confirmedAt: at });
      await record(of, "confirmed", now, {});
      return;
    case "agreed":
      await set({ state: "agreed", agreedAt: at, scheduleHash: found.loan.scheduleHash });
      await agree(of, now.terms);
      await settleCases(of);
      await record(of, "agreed", now, {});
      return;
    case "declined":
      await set({ state: "declined", endedAt: at });
      await endRest(of, found.loanId, of.now);
      await record(of, "declined", now, {});
      return;
    case "withdrawn":
      await set({ state: "withdrawn", endedAt: at });
      await endRest(of, found.loanId, of.now);
      await record(of, "withdrawn", now, { because: event.because });
      return;
    case "expired":
      await set({ state: "expired", endedAt: at });
      await restUntil(of, covered, plus(of.now, afterNoMs), of.now);
      await record(of, "expired", now, {});
      return;
  }
}

/** Told of our own accord, in the allowed hours; the gate decides when. */
async function answer(of: Applying, kind: NoticeKind, round: number): Promise<void> {
  const { tx, newId, borrower, found, now, by } = of;
  await officerWasThere(of, by, now);
  const time = noticeTime(kind, dayIn(now, borrower.zone), now, borrower.zone, borrower.id);
  const about = { arrangementId: found.id, round };
  await planNotices(tx, [{ id: newId<TouchId>(), kind, borrowerId: borrower.id, loanId: found.loanId, about, ...time }], now);
}

type Kind = ArrangementEvent["type"] | "guarantor_consented";

async function record(of: Applying, kind: Exclude<Kind, "consented">, { round, terms }: Now, more: Record<string, unknown>): Promise<void> {
  const { tx, vault, newId, borrower, found, now, by } = of;
  const actor = by === "borrower" || by === "bot" ? by : `officer:${by}`;
  const said = of.beside?.note === undefined ? {} : { note: of.beside.note };
  const body = { arrangement: found.id, round, ...more, ...said };
  await appendLog(
    tx,
    vault,
    [{ id: newId<LogEntryId>(), at: now, kind: `arrangement.${kind}`, borrowerId: borrower.id, actor, body }],
    new Map([[borrower.id, borrower.key]]),
  );
  if (kind === "endorsed" || kind === "guarantor_consented" || kind === "confirmed") return;
  const { id, firstNo, lastNo, originalDueOn, loanId } = found;
  const told = { id, round, terms, firstNo, lastNo, originalDueOn, daysPastDue: daysPastDue(originalDueOn, dayIn(now, borrower.zone)) };
  await emit(tx, { type: `arrangement.${kind}`, at: now, borrowerId: borrower.id, loanId, data: arrangementTold(told) });
}

async function note({ tx, borrower, found, beside }: Applying, events: readonly ArrangementEvent[]): Promise<void> {
  if (beside?.note === undefined || events.length === 0) return;
  await tx.arrangement.update({ where: { id: found.id }, data: { noteSealed: seal(borrower.key, `arrangement.note/${found.id}`, beside.note) } });
}
