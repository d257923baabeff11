import { asksOfOther } from "./asks-of-other.ts";
import { intentsOf, keep, mute, type Hear } from "./course.ts";
import { say } from "./says.ts";

/** "What does my husband owe?": everybody hears of their own only; not even that there is anything to hear. */
export const hearOther: Hear = (course, heard) => {
  const intents = intentsOf(heard);
  if (!asksOfOther(heard.text.text) || graver.some((name) => intents.has(name))) return undefined;
  if (intents.has("wrong_person") && heard.reply.act) return undefined;
  if (mute(course, heard) || course.state.contact.optedOut) return undefined;
  return { ...keep(course), says: [say("only-own", {})], unclearInRow: 0 };
};

const graver = ["distress", "deceased", "abusive", "opt_out", "dispute", "hardship", "human"] as const;
