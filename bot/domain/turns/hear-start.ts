import { keep, type Hear } from "./course.ts";
import { whichSay } from "./hear-which.ts";
import { endingKnown, say } from "./says.ts";

/** What a messenger writes for its person who opens the chat with a bot. */
export const startText = "/start";

/** The chat was opened: who is on the line comes before anything else; a known person is told what this chat is. */
export const hearStart: Hear = (course, { text }) => {
  if (text.text.trim() !== startText) return undefined;
  const { state } = course;
  if (text.who === "unknown") return { events: [], says: [whichSay(state)], asked: { kind: "which_person", askedAt: state.now }, unclearInRow: 0 };
  if (state.contact.verified) return { ...keep(course), says: [say("chat-open", {})] };
  return { events: [], says: [say("confirm-person", { ending: endingKnown(state) })], asked: { kind: "confirm_person", askedAt: state.now }, unclearInRow: 0 };
};
