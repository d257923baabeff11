import type { TurnEvent } from "./turn.ts";
import { keep, type Hear } from "./course.ts";

/**
 * Texts that the bot must not answer: late ones, those to an officer who has taken over, and those of a borrower who
 * wants no automatic text or must be spared it. Where no officer listens, one is called.
 */
export const hearQuietly: Hear = (course, { text }) => {
  const { state } = course;
  if (text.late) return { ...keep(course), events: [{ type: "late_text" }] };
  // an old question is no longer what a yes to the officer answers
  if (state.takenOver) return { ...keep(course), asked: null };
  if (state.silenced) return { ...keep(course), events: [wanted("silenced")], asked: null };
  if (state.contact.optedOut) return { ...keep(course), events: [wanted("opted_out")], asked: null };
  return undefined;
};

const wanted = (because: "silenced" | "opted_out"): TurnEvent => ({ type: "human_wanted", because });
