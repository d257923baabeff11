import { hoursText } from "../preferences/hours-text.ts";
import type { PreferenceSaid } from "../preferences/preference-said.ts";
import { readPreference } from "../preferences/read-preference.ts";
import { bothAllow, wishedHours } from "../preferences/wished-hours.ts";
import type { Say, TurnEvent } from "./turn.ts";
import { intentsOf, keep, mute, type Course, type Hear, type Step } from "./course.ts";
import { say } from "./says.ts";

/**
 * A wish about when, where and in which language to be written to: it holds at once and is quoted back in one
 * sentence. It narrows what the law allows and never widens it. From somebody who may be a stranger only what narrows
 * is heard, and their language.
 */
export const hearPreference: Hear = (course, heard) => {
  const { state } = course;
  if (heard.text.who === "unknown" || mute(course, heard) || state.contact.optedOut || graver.some((name) => intentsOf(heard).has(name))) return undefined;
  const answering = state.asked?.kind === "promise_when" || state.asked?.kind === "promise_amount" || state.asked?.kind === "confirm_promise";
  const said = readPreference(heard.text.text, answering);
  return said && (state.contact.verified || said.kind === "hours" || said.kind === "language") ? heed(course, said) : undefined;
};

const graver = ["distress", "deceased", "abusive", "wrong_person", "dispute"] as const;

function heed(course: Course, said: PreferenceSaid): Step {
  const { state } = course;
  switch (said.kind) {
    case "hours": {
      const hours = wishedHours(said, state.preference);
      const open = state.lawful && bothAllow(hours, state.lawful);
      if (hours.size > 0 && open?.size !== 0)
        return noted(course, { type: "preferred", hours }, say("preference-hours", { hours: hoursText(hours, state.borrower.locale) }));
      const never = {
        hours: hours.size === 0 ? "none" : hoursText(hours, state.borrower.locale),
        lawful: state.lawful?.size ? hoursText(state.lawful, state.borrower.locale) : "none",
      };
      return { ...keep(course), says: [say("preference-no-hour", never)], unclearInRow: 0 };
    }
    case "any_time":
      return noted(course, { type: "preferred", hours: null }, say("preference-taken-back", { of: "hours" }));
    case "any_channel":
      return noted(course, { type: "preferred", channel: null }, say("preference-taken-back", { of: "channel" }));
    case "language":
      return noted(course, { type: "preferred", locale: said.locale }, say("preference-language", {}));
    case "channel": {
      const { channel } = said;
      if (state.channels?.includes(channel)) return noted(course, { type: "preferred", channel }, say("preference-channel", { channel }));
      // a person can ask for the address there, and for the consent that it takes
      return noted(course, { type: "human_wanted", because: "question" }, say("preference-channel-unknown", { channel }));
    }
  }
}

/** What was asked stays asked. */
const noted = (course: Course, event: TurnEvent, answer: Say): Step => ({ ...keep(course), events: [event], says: [answer], unclearInRow: 0 });
