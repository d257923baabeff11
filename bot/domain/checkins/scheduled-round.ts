import { addDays, addMonths, day, instantAt, zone, type Day, type Instant } from "../calendar.ts";
import type { CheckinPlan } from "./checkin-plan.ts";
import type { DueCheckin } from "./checkins-due.ts";

/** One asking of many: a check-in of the plan in one month, as pages and exports show it. */
export interface ScheduledRound {
  readonly key: string;
  readonly line: string;
  readonly questionnaire: string;
  readonly goal: string;
  readonly expiresAt: Instant;
}

/** A run that begins on the month's last day goes on so long. */
const answerDays = 14;
const utc = zone("UTC");

export function roundOf({ checkin, goal, on }: DueCheckin, { windowDays }: Pick<CheckinPlan, "windowDays">): ScheduledRound {
  const month = on.slice(0, 7);
  const ends: Day = addMonths(day(`${month}-01`), 1);
  return {
    key: `plan/${checkin}/${month}`,
    line: checkin,
    questionnaire: checkin,
    goal: `${goal["zh-CN"]} / ${goal.en}`,
    expiresAt: instantAt(addDays(ends, windowDays + answerDays), 0, utc),
  };
}

/** It asks why a payment has not come: not once it has. */
export const isAboutLate = (roundKey: string): boolean => roundKey.includes("/late/");
/** It follows the last payment: a loan that is closed by then does not end it. */
export const isAboutTheEnd = (roundKey: string): boolean => roundKey.includes("/settled/");
