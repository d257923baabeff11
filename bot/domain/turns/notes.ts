import type { IntentName } from "../replies/reply.ts";
import type { Say, TurnEvent } from "./turn.ts";
import { intentsOf, type Course, type Heard } from "./course.ts";
import { say } from "./says.ts";
import { oldestDebt, type Debt } from "./what-is-due.ts";

export interface Notes {
  readonly events: readonly TurnEvent[];
  readonly says: readonly Say[];
}

interface Note {
  readonly event: TurnEvent;
  readonly say: Say;
}

/**
 * What is recorded and handed to people without a question in return. A wish for a person counts even where
 * understanding is unsure; of the rest nothing is recorded then, and nothing about money ever from a contact who may be
 * a stranger.
 */
export function notes(course: Course, heard: Heard): Notes {
  const intents = intentsOf(heard);
  const { verified } = course.state.contact;
  const sure = heard.reply.act && verified;
  const debt = oldestDebt(course.state);
  const noted = order.flatMap((name) => (intents.has(name) && (sure || toPeople.has(name)) ? note(name, debt) : []));
  if (verified && !sure) noted.unshift(...unsure(intents));
  const events = noted.map(({ event }) => event).filter((event, i, all) => all.findIndex((other) => other.type === event.type) === i);
  return { events, says: noted.map((each) => each.say) };
}

/** In which order several are answered: what eases the borrower's mind first. */
const order = ["dispute", "paid", "hardship", "extension", "partial", "refuse", "question", "human"] as const satisfies IntentName[];
const toPeople = new Set<IntentName>(["human", "question"]);

/**
 * Several things at once, or a hint at trouble that only people can judge: they read the words themselves, since asking
 * "what do you mean?" of someone who asks for help would be rude. One unsure word of paying is asked back instead.
 */
function unsure(intents: ReadonlySet<IntentName>): Note[] {
  const event: TurnEvent = { type: "human_wanted", because: "question" };
  if (intents.has("hardship")) return [{ event, say: say("hardship-noted", {}) }];
  if (intents.has("extension") || intents.has("partial")) return [{ event, say: say("time-noted", {}) }];
  const several = [...intents].filter((name) => name !== "unclear" && !toPeople.has(name)).length > 1;
  const grave = intents.has("dispute") || intents.has("refuse");
  return several || grave ? [{ event, say: say("question-passed-on", {}) }] : [];
}

function note(name: (typeof order)[number], debt: Debt | undefined): Note {
  switch (name) {
    case "paid":
      // the ledger decides what is paid; this only rests that instalment (design §3.3)
      return {
        event: { type: "claims_paid", loanId: debt?.loan.id ?? null, instalmentNo: debt?.instalment.no ?? null },
        say: say("claims-paid-noted", {}),
      };
    case "dispute":
      return { event: { type: "disputed", loanId: debt?.loan.id ?? null }, say: say("dispute-noted", {}) };
    case "hardship":
      return { event: { type: "hardship" }, say: say("hardship-noted", {}) };
    case "extension":
    case "partial":
      return { event: { type: "asked_for_time" }, say: say("time-noted", {}) };
    case "refuse":
      return { event: { type: "refused" }, say: say("refusal-noted", {}) };
    case "question":
      return { event: { type: "human_wanted", because: "question" }, say: say("question-passed-on", {}) };
    case "human":
      return { event: { type: "human_wanted", because: "asked" }, say: say("human-coming", {}) };
  }
}
