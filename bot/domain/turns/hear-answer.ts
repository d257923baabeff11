import type { IntentName } from "../replies/reply.ts";
import { standardPromises } from "../promises/promise-policy.ts";
import type { OpenQuestion, PromisePart, Say, TurnEvent, TurnState } from "./turn.ts";
import { intentsOf, keep, type Course, type Hear, type Heard, type Step } from "./course.ts";
import { notUnderstood } from "./not-understood.ts";
import { notes } from "./notes.ts";
import { wishOf, type Wish } from "./promise-wish.ts";
import { isPromiseTalk, isSound, partsText, proposePromise, quoteOne } from "./propose-promise.ts";
import { amountFor, dayFor, say, todayOf } from "./says.ts";
import { debtMeant, namedDebt, openDebt, whatIsDue, type Debt } from "./what-is-due.ts";

/** The answer to an open question about a promise. Whatever else the borrower brings up goes to `hearRest`. */
export const hearAnswer: Hear = (course, heard) => {
  const { asked } = course.state;
  if (!asked || !isPromiseTalk(asked)) return undefined;
  const debt =
    asked.kind === "confirm_promise"
      ? (namedDebt(course.state, heard.text.text) ?? openDebt(course.state, asked.loanId, asked.instalmentNo))
      : debtMeant(course.state, heard.text.text);
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
  const other = debt.loan.id !== asked.loanId;
  // another loan's amount is not what was quoted for the first
  const amount = said.amount ?? (other ? undefined : { minor: asked.amountMinor, other: false });
  const whole = asked.more && asked.more.length > 0;
  const corrected = whole ? said.on !== undefined || said.amount !== undefined : on !== asked.on || amount?.minor !== asked.amountMinor || amount.other;
  if (corrected || other) return proposePromise(course, { ...said, on, ...(amount && { amount }) }, debt);
  // raised by this very turn: they have not read it yet, so this says yes or no to something else
  if (course.raised) return keep(course);
  if (reply.yes === true) {
    // answered days later: the day has passed, or part of it was paid
    const quoted: Wish = { on, ...(amount && { amount }), several: false };
    if (!whole && !isSound(course, quoted, debt)) return proposePromise(course, quoted, debt);
    const parts = partsAsked(asked);
    if (whole && !stillOpen(state, parts)) return { events: [], says: whatIsDue(state), asked: null, unclearInRow: 0 };
    return { events: promisedAll(state, parts), says: [recorded(state, parts)], asked: null, unclearInRow: 0 };
  }
  if (reply.yes === false) return notUnderstood(course, say("promise-when", {}), { kind: "promise_when", askedAt: state.now });
  const again = whole ? say("confirm-promise-parts", { parts: partsText(state, partsAsked(asked)) }) : quoteOne(state, debt, asked.amountMinor, asked.on);
  return notUnderstood(course, again, asked);
}

const partsAsked = ({ loanId, instalmentNo, amountMinor, currency, on, more = [] }: Proposal): PromisePart[] => [
  { loanId, instalmentNo, amountMinor, currency, on },
  ...more,
];

function recorded(state: TurnState, parts: readonly PromisePart[]): Say {
  const [first, second] = parts;
  if (first && !second) return say("promise-recorded", { amount: amountFor(state, first.amountMinor, first.currency), on: dayFor(state, first.on) });
  return say("promise-parts-recorded", { parts: partsText(state, parts) });
}

/** Answered days later: the first day has not passed, and all of it is still open. */
const stillOpen = (state: TurnState, parts: readonly PromisePart[]): boolean =>
  parts.every(({ loanId, instalmentNo, on }) => on >= todayOf(state) && openDebt(state, loanId, instalmentNo) !== undefined);

/** Each part its own promise; moved to a later day too often, a person talks with them. */
function promisedAll(state: TurnState, parts: readonly PromisePart[]): TurnEvent[] {
  const before = (part: PromisePart) => state.promises?.find(({ loanId, instalmentNo }) => loanId === part.loanId && instalmentNo === part.instalmentNo);
  const events = parts.map((part, i) => {
    const earlier = parts.slice(0, i).filter(({ loanId }) => loanId === part.loanId);
    const old = before(part);
    const postponed = old ? old.postponed + (part.on > old.on ? 1 : 0) : 0;
    return {
      type: "promised" as const,
      ...part,
      ...(postponed > 0 && { postponed }),
      ...(earlier.length > 0 && { afterMinor: earlier.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) }),
    };
  });
  const tooOften = events.some(({ postponed = 0 }) => postponed >= standardPromises.postponedToPerson);
  return tooOften ? [...events, { type: "asked_for_time" }] : events;
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
