import { asksWho } from "../replies/rule.ts";
import type { OpenQuestion } from "./turn.ts";
import { advance, intentsOf, keep, type Course, type Hear, type Heard, type Step } from "./course.ts";
import { hearRest } from "./hear-rest.ts";
import { notUnderstood } from "./not-understood.ts";
import { notes } from "./notes.ts";
import { endingKnown, say } from "./says.ts";
import { whatIsDue } from "./what-is-due.ts";

/** Who is on the line? Until that is known, nothing is said about debt and nothing about money is recorded. */
export const hearStranger: Hear = (course, heard) => {
  const { state } = course;
  const intents = intentsOf(heard);
  // Who writes is a fair question, and our answer to it asks back who reads.
  if (!state.contact.verified && !intents.has("human") && whoAreWe(heard)) return askWho(course);
  if (intents.has("wrong_person")) return heard.reply.act ? wrongPerson(heard) : askWho(course);
  const answer = state.asked?.kind === "confirm_person" && !course.raised ? heard.reply.yes : undefined;
  // 👍 and 好的 say that something was read, not who read it
  if (answer === true && (heard.reply.yesBy ?? "plain") === "plain") return rightPerson(course, heard);
  // "no, I have paid" is no answer to who they are
  if (answer === false && intents.size === 1 && intents.has("unclear")) return wrongPerson(heard);
  if (state.contact.verified) return undefined;
  if (intents.has("human") || intents.has("question")) return { ...notes(course, heard), asked: state.asked, unclearInRow: 0 };
  return askWho(course);
};

/** "Who is this?", without a word that they are somebody else. */
function whoAreWe({ reply }: Heard): boolean {
  const ruled = (name: string, rule?: string): boolean =>
    reply.intents.some((intent) => intent.name === name && intent.evidence.some((each) => rule === undefined || each.rule === rule));
  return ruled("question", asksWho) && !ruled("wrong_person");
}

export function rightPerson(course: Course, heard: Heard): Step {
  const known: Step = { events: [{ type: "person_confirmed" }], says: [], asked: null, unclearInRow: 0 };
  const saidMore = heard.reply.intents.some((intent) => intent.name !== "unclear");
  const more = saidMore ? hearRest(advance(course, known), heard) : undefined;
  if (!more || more.asked?.kind === "rephrase") return { ...known, says: whatIsDue(course.state) };
  return { ...more, events: [...known.events, ...more.events] };
}

/** They are told that the number was wrong, and nothing else: no name, no loan. */
function wrongPerson(heard: Heard): Step {
  const person = intentsOf(heard).has("human");
  return {
    events: [{ type: "wrong_person" }, ...(person ? [{ type: "human_wanted", because: "asked" } as const] : [])],
    says: [say("wrong-person-noted", {})],
    asked: null,
    unclearInRow: 0,
  };
}

function askWho(course: Course): Step {
  if (course.spoke) return keep(course);
  const { state } = course;
  const open = state.asked?.kind === "confirm_person" ? state.asked : undefined;
  const asked: OpenQuestion = open ?? { kind: "confirm_person", askedAt: state.now };
  const step = notUnderstood(
    { ...course, state: { ...state, unclearInRow: open ? state.unclearInRow : 0 } },
    say("confirm-person", { ending: endingKnown(state) }),
    asked,
  );
  return { ...step, asked };
}
