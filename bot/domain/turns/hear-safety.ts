import { distressAnswer } from "../policy/hold.ts";
import type { TurnEvent } from "./turn.ts";
import { intentsOf, mute, type Hear } from "./course.ts";
import { notes } from "./notes.ts";
import { say } from "./says.ts";

/**
 * Distress, a death, threats: seen first, in every text, however late and whoever speaks with the borrower. A cry for
 * help is answered once, with whom they may call; after that, and after a death, nothing automatic is said (design
 * §3.5). After abuse a person answers.
 */
export const hearSafety: Hear = (course, heard) => {
  const intents = intentsOf(heard);
  const safety = safetyIntents.filter((name) => intents.has(name));
  if (safety.length === 0) return undefined;
  const stop = intents.has("opt_out") && !course.state.contact.optedOut;
  const events: TurnEvent[] = safety.map((type) => ({ type }));
  if (stop) events.push({ type: "opted_out" });
  if (heard.text.late) events.push({ type: "late_text" });
  const silent = mute(course, heard) || safety.some((name) => name !== "abusive");
  const helped = intents.has("distress") && !intents.has("deceased") && !mute(course, heard);
  if (silent)
    return {
      events,
      says: helped ? [say(distressAnswer, {})] : [],
      asked: heard.text.late ? course.state.asked : null,
      unclearInRow: course.state.unclearInRow,
    };
  events.push(...notes(course, heard).events);
  const says = stop ? [say("opt-out-done", {})] : course.state.contact.optedOut ? [] : [say("human-coming", {})];
  return { events, says, asked: null, unclearInRow: 0 };
};

const safetyIntents = ["distress", "deceased", "abusive"] as const;
