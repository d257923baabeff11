import type { TurnEvent } from "./turn.ts";
import { intentsOf, mute, type Hear } from "./course.ts";
import { meansEverywhere } from "./hear-again.ts";
import { notes } from "./notes.ts";
import { say } from "./says.ts";

/** "Stop" holds at once, sure or not: it is undone more easily than a text after it. Confirmed once. */
export const hearOptOut: Hear = (course, heard) => {
  const intents = intentsOf(heard);
  if (!intents.has("opt_out")) return undefined;
  const already = course.state.contact.optedOut;
  const stranger = intents.has("wrong_person") && heard.reply.act;
  const events: TurnEvent[] = already ? [] : [{ type: "opted_out", ...(meansEverywhere(heard.text.text) && { everywhere: true }) }];
  if (mute(course, heard)) {
    if (heard.text.late) events.push({ type: "late_text" });
    return { events, says: [], asked: heard.text.late ? course.state.asked : null, unclearInRow: course.state.unclearInRow };
  }
  if (stranger) events.push({ type: "wrong_person" });
  // "I paid, stop texting": what they say besides is still recorded
  else events.push(...notes(course, heard).events);
  const says = already ? [] : [say(stranger ? "wrong-person-noted" : "opt-out-done", {})];
  return { events, says, asked: null, unclearInRow: 0 };
};
