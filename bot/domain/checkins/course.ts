import type { InboundId } from "../ids.ts";
import type { Reply } from "../replies/reply.ts";
import type { CheckinSay, CheckinTemplate, CheckinWorld, RunEvent, RunState, RunStep } from "./run.ts";
import { checkinTemplates } from "./run.ts";

/** One step under way: lives as long as `step` runs, and nobody else sees it. */
export interface Course {
  run: RunState;
  readonly world: CheckinWorld;
  readonly events: RunEvent[];
  readonly says: CheckinSay[];
  /** The text says something else besides. */
  beside: boolean;
}

export const embark = (run: RunState, world: CheckinWorld): Course => ({ run, world, events: [], says: [], beside: false });
export const arrive = ({ run, events, says, beside }: Course): RunStep => ({ run, events, says, taken: true, ...(beside && { beside }) });
/** None of the check-in's: as if it had not been handed in. */
export const notTaken = (run: RunState): RunStep => ({ run, events: [], says: [], taken: false });

/** What a borrower wrote, as the ears of a check-in hear it. */
export interface Text {
  readonly id: InboundId;
  readonly text: string;
  readonly reply: Reply;
}

export function say<T extends CheckinTemplate>(
  course: Course,
  template: T,
  params: Readonly<Record<(typeof checkinTemplates)[T][number], string | number>>,
  choices?: readonly string[],
): void {
  course.says.push({ template, params, ...(choices && { choices }) });
}
