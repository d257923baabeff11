import { addDays, instantAt, type Day, type Instant, type Zone } from "../calendar.ts";
import { openDayAtOrBefore, openOn } from "../policy/hours.ts";
import type { Policy } from "../policy/policy.ts";
import type { FollowUp, Plan, Stage } from "./plan.ts";

/** When a stage of the instalments of a day is to be said to anybody under the same plan and packs, and until when it still may be. */
export interface PlannedStage {
  readonly stage: number;
  readonly template: string;
  readonly priority: number;
  /** Due day + stage, in the borrower's zone. */
  readonly plannedOn: Day;
  /** The day on which it is first looked at. */
  readonly sendOn: Day;
  /** The minutes of that day over which the borrowers are spread. */
  readonly spread: Spread;
  readonly expiresAt: Instant;
  readonly followUp?: FollowUp;
}

export interface PlannedTouch extends PlannedStage {
  /** When it is first looked at: a minute of the contact hours, spread over the borrowers. */
  readonly dueAt: Instant;
}

export interface Spread {
  readonly fromMinute: number;
  readonly minutes: number;
}

/** The last stage of a plan may be said for a week. */
const lastStageDays = 7;
/** Contact hours end while the last of a day's texts still can be answered by a person. */
const lastMinutes = 60;

export function plannedStage(plan: Plan, stage: Stage, dueOn: Day, zone: Zone, policy: Policy): PlannedStage {
  const sendOn = lookedAtOn(stage, dueOn, policy);
  const next = plan.stages.find((other) => other.offset > stage.offset);
  return {
    stage: stage.offset,
    template: stage.template,
    priority: stage.priority,
    plannedOn: addDays(dueOn, stage.offset),
    sendOn,
    spread: spreadOn(sendOn, policy),
    expiresAt: instantAt(addDays(dueOn, next ? next.offset : stage.offset + lastStageDays), 0, zone),
    ...(stage.followUp && { followUp: stage.followUp }),
  };
}

export function plannedTouch(plan: Plan, stage: Stage, dueOn: Day, zone: Zone, policy: Policy, borrower: string): PlannedTouch {
  const planned = plannedStage(plan, stage, dueOn, zone, policy);
  return { ...planned, dueAt: instantAt(planned.sendOn, minuteIn(planned.spread, borrower, planned.sendOn), zone) };
}

/** The day on which a stage is first looked at: of one that may not come late, the open day at or before its own. */
export function lookedAtOn(stage: Stage, dueOn: Day, policy: Policy): Day {
  const plannedOn = addDays(dueOn, stage.offset);
  return stage.move === "earlier" ? openDayAtOrBefore(plannedOn, policy) : plannedOn;
}

export function spreadOn(on: Day, policy: Policy): Spread {
  // A closed day is looked at in office hours all the same; the gate then says from when it is open.
  const { fromMinute, toMinute } = openOn(on, { policy }) ?? officeHours;
  return { fromMinute, minutes: Math.max(1, toMinute - lastMinutes - fromMinute) };
}

/**
 * The same minute for one borrower and day, whatever the loan or process: a thousand borrowers are not written to at
 * once, and one borrower's touches of a day meet. The planning's own statement counts in the same way (a test compares).
 */
export const minuteIn = ({ fromMinute, minutes }: Spread, borrower: string, on: Day): number => fromMinute + (fnv1a(`${borrower}/${on}`) % minutes);

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
