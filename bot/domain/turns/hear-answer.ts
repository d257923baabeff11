import type { IntentName } from "../replies/reply.ts";
import type { OpenQuestion } from "./turn.ts";
import { intentsOf, keep, type Course, type Hear, type Heard, type Step } from "./course.ts";
import { notUnderstood } from "./not-understood.ts";
import { notes } from "./notes.ts";
import { wishOf, type Wish } from "./promise-wish.ts";
import { isSound, proposePromise } from "./propose-promise.ts";
import { amountFor, dayFor, say } from "./says.ts";
import { oldestDebt, openDebt, whatIsDue, type Debt } from "./what-is-due.ts";

/** The answer to an open question about a promise. Whatever else the borrower brings up goes to `hearRest`. */
export const hearAnswer: Hear = (course, heard) => {
  const { asked } = course.state;
  if (!asked || asked.kind === "confirm_person" || asked.kind === "rephrase") return undefined;
  const debt = asked.kind === "confirm_promise" ? openDebt(course.state, asked.loanId, asked.instalmentNo) : oldestDebt(course.state);
  // paid, written off or moved meanwhile: nothing to promise on
  if (!debt) return { events: [], says: whatIsDue(course.state), asked: null, unclearInRow: 0 };
  const said = wishOf(heard.reply, debt);
  const beside = [...intentsOf(heard)].filter((name) => !aboutPromise.has(name));
  // "a part first" is an answer only together with how much
  if (beside.some((name) => !harmless.has(name) && !(name === "partial" && said.amount))) return undefined;
  const hasWish = said.on !== undefined || said.amount !== undefined;
  if (beside.length > 0 && !hasWish && heard.reply.yes !== true) return undefined;
  return withNotes(
    course,
    heard,
    asked.kind === "confirm_promise" ? answerProposal(course, heard, asked, said, debt) : answerGap(course, asked, said, debt, hasWish),
  );
};

type Proposal = Extract<OpenQuestion, { kind: "confirm_promise" }>;
type Gap = Extract<OpenQuestion, { kind: "promise_when" | "promise_amount" }>;

const aboutPromise = new Set<IntentName>(["promise", "unclear"]);
/** A yes stays a yes beside these; beside hardship, "can it wait" or "already paid" it does not. */
const harmless = new Set<IntentName>(["question", "human"]);

function answerProposal(course: Course, { reply }: Heard, asked: Proposal, said: Wish, debt: Debt): Step {
  const { state } = course;
  const on = said.on ?? asked.on;
  const amount = said.amount ?? { minor: asked.amountMinor, other: false };
  const corrected = on !== asked.on || amount.minor !== asked.amountMinor || amount.other;
  if (corrected) return proposePromise(course, { ...said, on, amount }, debt);
  // raised by this very turn: they have not read it yet, so this says yes or no to something else
  if (course.raised) return keep(course);
  const promise = { loanId: asked.loanId, instalmentNo: asked.instalmentNo, amountMinor: asked.amountMinor, currency: asked.currency, on: asked.on };
  const spoken = { amount: amountFor(state, asked.amountMinor, asked.currency), on: dayFor(state, asked.on) };
  if (reply.yes === true) {
    // answered days later: the day has passed, or part of it was paid
    const quoted: Wish = { on, amount, several: false };
    if (!isSound(course, quoted, debt)) return proposePromise(course, quoted, debt);
    return { events: [{ type: "promised", ...promise }], says: [say("promise-recorded", spoken)], asked: null, unclearInRow: 0 };
  }
  if (reply.yes === false) return notUnderstood(course, say("promise-when", {}), { kind: "promise_when", askedAt: state.now });
  return notUnderstood(course, say("confirm-promise", spoken), asked);
}

function answerGap(course: Course, asked: Gap, said: Wish, debt: Debt, hasWish: boolean): Step {
  if (!hasWish) return notUnderstood(course, say(asked.kind === "promise_when" ? "promise-when" : "promise-amount", {}), asked);
  const on = said.on ?? (asked.kind === "promise_amount" ? asked.on : undefined);
  const before = asked.kind === "promise_when" && asked.amountMinor !== undefined ? { minor: asked.amountMinor, other: false } : undefined;
  const amount = said.amount ?? before;
  return proposePromise(course, { several: said.several, ...(on && { on }), ...(amount && { amount }) }, debt);
}

/** "Yes, and could somebody call me?" */
function withNotes(course: Course, heard: Heard, step: Step): Step {
  // an amount smaller than all answers our question; it is no plea for time of its own
  const beside = heard.reply.intents.filter(({ name }) => name !== "partial");
  const { events, says } = notes(course, { ...heard, reply: { ...heard.reply, intents: beside } });
  return { ...step, events: [...step.events, ...events], says: [...says, ...step.says] };
}
