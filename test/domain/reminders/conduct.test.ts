import { expect, it } from "vitest";
import { addDays, day } from "../../../bot/domain/calendar.ts";
import { conductOf, type ConductFacts } from "../../../bot/domain/reminders/conduct.ts";

const today = day("2026-11-25");
/** Instalments of the 20th of each month before, the newest first: paid so many days late; null: open. */
const paid = (...late: readonly (number | null)[]): ConductFacts["due"] =>
  late.map((days, i) => {
    const dueOn = day(`2026-${String(11 - i).padStart(2, "0")}-20`);
    return { dueOn, paidOn: days === null ? undefined : addDays(dueOn, days), partly: false };
  });
const part = (facts: ConductFacts["due"]): ConductFacts["due"] => facts.map((one, i) => ({ ...one, partly: i === 0 }));

const cases: [name: string, due: ConductFacts["due"], askedOn: string | undefined, expected: [conduct: string, until: string] | undefined][] = [
  ["nothing was due yet", [], undefined, undefined],
  ["everything on time", paid(0, 0, -2, 0, 0, 0), undefined, undefined],
  ["late twice of six", paid(1, 0, 2, 0, 0, 0), undefined, undefined],
  ["late three times, always in full", paid(1, 0, 2, 0, 5, 0), undefined, ["forgets", "2027-03-20"]],
  ["late three times of three", paid(1, 3, 10), undefined, ["forgets", "2027-03-20"]],
  ["late once by more than ten days: not forgotten", paid(1, 3, 11, 2, 4, 1), undefined, undefined],
  ["late three times, and one open for five days", paid(null, 1, 2, 3), undefined, ["forgets", "2027-03-20"]],
  ["late three times, and one open since a month", paid(0, null, 2, 3, 1), undefined, undefined],
  ["a part of what is late is paid", part(paid(null, 0, 0, 0)), undefined, ["short", "2027-02-23"]],
  ["a part comes before the habit", part(paid(null, 1, 2, 3)), undefined, ["short", "2027-02-23"]],
  ["a promise was broken yesterday", paid(0, 0, 0), "2026-11-24", ["short", "2027-02-22"]],
  ["asked for time 89 days ago", paid(0, 0, 0), "2026-08-28", ["short", "2026-11-26"]],
  ["asked for time 90 days ago", paid(0, 0, 0), "2026-08-27", undefined],
];
it.each(cases)("%s", (_, due, askedOn, expected) => {
  const seen = conductOf({ due, askedOn: askedOn === undefined ? undefined : day(askedOn) }, today);
  expect(seen && [seen.conduct, seen.until]).toEqual(expected);
});
