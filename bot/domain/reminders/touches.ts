import { addDays, instantAt, type Day, type Instant, type Zone } from "../calendar.ts";
import { openDayAtOrBefore, openOn } from "../policy/hours.ts";
import type { Policy } from "../policy/policy.ts";
import type { Plan, Stage } from "./plan.ts";

/** When a stage of an instalment is to be said, and until when it still may be. */
export interface PlannedTouch {
  readonly stage: number;
  readonly template: string;
  readonly priority: number;
  /** Due day + stage, in the borrower's zone. */
  readonly plannedOn: Day;
  /** When it is first looked at: a minute of the contact hours, spread over the borrowers. */
  readonly dueAt: Instant;
  readonly expiresAt: Instant;
}

/** The last stage of a plan may be said for a week. */
const lastStageDays = 7;
/** Contact hours end while the last of a day's texts still can be answered by a person. */
const lastMinutes = 60;

export function plannedTouch(plan: Plan, stage: Stage, dueOn: Day, zone: Zone, policy: Policy, borrower: string): PlannedTouch {
  const plannedOn = addDays(dueOn, stage.offset);
  const sendOn = lookedAtOn(stage, dueOn, policy);
  const next = plan.stages.find((other) => other.offset > stage.offset);
  return {
    stage: stage.offset,
    template: stage.template,
    priority: stage.priority,
    plannedOn,
    dueAt: instantAt(sendOn, spreadMinute(borrower, sendOn, policy), zone),
    expiresAt: instantAt(addDays(dueOn, next ? next.offset : stage.offset + lastStageDays), 0, zone),
  };
}

/** The day on which a stage is first looked at: of one that may not come late, the open day at or before its own. */
export function lookedAtOn(stage: Stage, dueOn: Day, policy: Policy): Day {
  const plannedOn = addDays(dueOn, stage.offset);
  return stage.move === "earlier" ? openDayAtOrBefore(plannedOn, policy) : plannedOn;
}

/**
 * The same minute for one borrower and day, whatever the loan or process: a thousand borrowers are not written to at
 * once, and one borrower's touches of a day meet.
 */
export function spreadMinute(borrower: string, on: Day, policy: Policy): number {
  // A closed day is looked at in office hours all the same; the gate then says from when it is open.
  const { fromMinute, toMinute } = openOn(on, { policy }) ?? officeHours;
  return fromMinute + (fnv1a(`${borrower}/${on}`) % Math.max(1, toMinute - lastMinutes - fromMinute));
}

const officeHours = { fromMinute: 9 * 60, toMinute: 18 * 60 };

/** FNV-1a, 32 bits (Fowler, Noll, Vo): spreads well and is the same on every machine. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** One key for one touch for ever: a second plan of the same stage finds it taken. */
export const touchKey = (loan: string, instalmentNo: number, dueOn: Day, stage: number): string =>
  `reminder/${loan}/${String(instalmentNo)}/${dueOn}/${String(stage)}`;
