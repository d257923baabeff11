import { distressAnswer } from "../policy/hold.ts";
import type { Say, TurnPlan, TurnState } from "./turn.ts";
import { advance, begin, type Course, type Heard, type Step } from "./course.ts";
import { isOver } from "../checkins/run.ts";
import { isOfCheckin, isNeutral, isQuestion, promisesPerson } from "./says.ts";

export interface HeardStep {
  readonly heard: Heard;
  readonly step: Step;
}

/** At most this many texts answer a turn, however many it had. */
const mostSays = 2;

/** Folds what the texts of a turn caused, in order, into what is committed and said. */
export function turnPlan(state: TurnState, steps: readonly HeardStep[]): TurnPlan {
  const end = steps.reduce<Course>((course, { step }) => advance(course, step), begin(state));
  const { checkin } = end.state;
  return {
    events: steps.flatMap(({ heard, step }) => step.events.map((event) => ({ event, because: heard.text.id }))),
    says: fewest(
      steps.flatMap(({ step }) => step.says),
      end.state,
      steps.some(({ step }) => step.events.some(({ type }) => type === "deceased")),
    ),
    asked: end.state.asked,
    unclearInRow: end.state.unclearInRow,
    understood: steps.map(({ heard: { text, reply, asked } }) => ({ id: text.id, reply, ...(asked && { asked }) })),
    ...(checkin && checkin.run !== state.checkin?.run && { checkin: { runId: checkin.runId, run: checkin.run } }),
  };
}

/**
 * A later text of the turn may have made an earlier answer wrong: nothing but its own answer follows distress, nothing a
 * death, only the acknowledgement an opt-out, no word of debt a wrong person; of the questions only the one that is still open is put, last.
 */
function fewest(says: readonly Say[], end: TurnState, death: boolean): Say[] {
  if (end.takenOver || death) return [];
  const help = says.find(({ template }) => template === distressAnswer);
  if (help || end.silenced) return help ? [help] : [];
  if (end.contact.optedOut) return says.filter(({ textClass }) => textClass === "acknowledgement").slice(-1);
  const allowed = end.contact.verified ? says : says.filter(isNeutral);
  const question = allowed.findLast((say) => isQuestion(say) && (isOfCheckin(say) ? end.asked === null && waits(end) : end.asked !== null));
  const answers = allowed.filter((say, i) => !isQuestion(say) && allowed.findIndex((other) => sameText(say, other)) === i);
  const telling = answers.some(promisesPerson) ? answers.filter(({ template }) => template !== "human-coming") : answers;
  return question ? [...telling.slice(0, mostSays - 1), question] : telling.slice(0, mostSays);
}

/** What a check-in asked is still to be answered. */
const waits = ({ checkin }: TurnState): boolean => checkin !== undefined && !isOver(checkin.run.phase);

const sameText = (a: Say, b: Say): boolean => a.template === b.template && Object.keys(a.params).every((key) => a.params[key] === b.params[key]);
