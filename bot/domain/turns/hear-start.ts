import { keep, type Hear } from "./course.ts";
import { say } from "./says.ts";

/** What a messenger writes for its person who opens the chat with a bot. */
export const startText = "/start";

/** The chat was opened: who is on the line comes before anything else; a known person is told what this chat is. */
export const hearStart: Hear = (course, { text }) => {
  if (text.text.trim() !== startText) return undefined;
  const { state } = course;
  if (state.contact.verified) return { ...keep(course), says: [say("chat-open", {})] };
  return { events: [], says: [say("confirm-person", {})], asked: { kind: "confirm_person", askedAt: state.now }, unclearInRow: 0 };
};
