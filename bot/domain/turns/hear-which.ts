import { whichParams } from "../shared/which-params.ts";
import type { OpenQuestion, Say, TurnState } from "./turn.ts";
import { intentsOf, keep, type Course, type Hear, type Step } from "./course.ts";
import { rightPerson } from "./hear-stranger.ts";
import { notUnderstood } from "./not-understood.ts";
import { notes } from "./notes.ts";
import { say } from "./says.ts";

/**
 * Several borrowers left one number. Until one of them says plainly which they are, nothing is said of anybody, and
 * nothing about money is recorded of anybody.
 */
export const hearWhich: Hear = (course, heard) => {
  const { text, reply } = heard;
  if (text.who === undefined) return undefined;
  if (text.who === "named") return rightPerson(course, heard);
  const intents = intentsOf(heard);
  const plainNo = course.state.asked?.kind === "which_person" && reply.yes === false && intents.size === 1 && intents.has("unclear");
  if (plainNo || neither.test(text.text.trim()) || (intents.has("wrong_person") && reply.act)) {
    return { events: [{ type: "wrong_person", all: true }], says: [say("wrong-person-noted", {})], asked: null, unclearInRow: 0 };
  }
  if (intents.has("human")) return { ...notes(course, heard), asked: course.state.asked, unclearInRow: 0 };
  return askWhich(course);
};

const neither = /^(?:都不是|两个都不是|都不对|neither(?: of (?:them|us|those))?|none(?: of (?:them|us|those))?)[.。!！]?$/iu;

export function askWhich(course: Course): Step {
  if (course.spoke) return keep(course);
  const { state } = course;
  const open = state.asked?.kind === "which_person" ? state.asked : undefined;
  const asked: OpenQuestion = open ?? { kind: "which_person", askedAt: state.now };
  const step = notUnderstood({ ...course, state: { ...state, unclearInRow: open ? state.unclearInRow : 0 } }, whichSay(state), asked);
  return { ...step, asked };
}

export const whichSay = ({ contact: { shared }, borrower: { locale } }: TurnState): Say =>
  say("confirm-which", whichParams(shared ?? { by: "none", of: [] }, locale));
