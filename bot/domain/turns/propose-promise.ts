import { addDays, type Day } from "../calendar.ts";
import type { OpenQuestion, Say, TurnEvent } from "./turn.ts";
import type { Course, Step } from "./course.ts";
import { notUnderstood } from "./not-understood.ts";
import type { Wish } from "./promise-wish.ts";
import { amountFor, dayFor, say, todayOf } from "./says.ts";
import { owed, type Debt } from "./what-is-due.ts";

/** Beyond two months it is no promise but a new schedule, which people agree. */
export const longestPromiseDays = 60;

/** Quotes a promise back for a yes; asks for what is missing or cannot be; hands over where asking did not help. */
export function proposePromise(course: Course, wish: Wish, debt: Debt): Step {
  const fault = faultIn(course, wish, debt);
  const step = fault ? askAgain(course, fault, wish) : confirm(course, wish, debt);
  return wish.several ? { ...step, events: [...step.events, planWanted] } : step;
}

export const isSound = (course: Course, wish: Wish, debt: Debt): boolean => faultIn(course, wish, debt) === undefined;

type Fault = "no-day" | "past" | "too-far" | "no-amount" | { readonly owed: string };
const planWanted: TurnEvent = { type: "asked_for_time" };

function faultIn({ state }: Course, { on, amount }: Wish, { loan }: Debt): Fault | undefined {
  if (!on) return "no-day";
  const today = todayOf(state);
  if (on < today) return "past";
  if (on > addDays(today, longestPromiseDays)) return "too-far";
  if (amount && (amount.other || amount.minor <= 0n)) return "no-amount";
  const most = owed(loan.instalments);
  return amount && amount.minor > most ? { owed: amountFor(state, most, loan.currency) } : undefined;
}

function confirm(course: Course, wish: Wish, { loan, instalment }: Debt): Step {
  const { state } = course;
  const amountMinor = wish.amount?.minor ?? instalment.outstandingMinor;
  const on = wish.on ?? todayOf(state);
  return {
    events: [],
    says: [say("confirm-promise", { amount: amountFor(state, amountMinor, loan.currency), on: dayFor(state, on) })],
    asked: { kind: "confirm_promise", askedAt: state.now, loanId: loan.id, instalmentNo: instalment.no, amountMinor, currency: loan.currency, on },
    // kept: no → when? → no must end with a person
    unclearInRow: tries(course),
  };
}

function askAgain(course: Course, fault: Fault, { on, amount }: Wish): Step {
  const { state } = course;
  const askedAt = state.now;
  const known = amount && !amount.other && amount.minor > 0n ? { amountMinor: amount.minor } : {};
  const when: OpenQuestion = { kind: "promise_when", askedAt, ...known };
  const inTalk: Course = { ...course, state: { ...state, unclearInRow: tries(course) } };
  if (typeof fault === "object") return notUnderstood(inTalk, say("promise-too-much", fault), howMuch(askedAt, on, when));
  switch (fault) {
    case "no-day":
      // the first time it is simply the next question, not a failure to understand
      return isPromiseTalk(state.asked) ? notUnderstood(inTalk, say("promise-when", {}), when) : ask(course, say("promise-when", {}), when);
    case "past":
      return notUnderstood(inTalk, say("promise-past", {}), when);
    case "too-far":
      return notUnderstood(inTalk, say("promise-too-far", { latest: dayFor(state, addDays(todayOf(state), longestPromiseDays)) }), when);
    case "no-amount":
      return notUnderstood(inTalk, say("promise-amount", {}), howMuch(askedAt, on, when));
  }
}

const ask = (course: Course, question: Say, asked: OpenQuestion): Step => ({ events: [], says: [question], asked, unclearInRow: tries(course) });
const howMuch = (askedAt: Course["state"]["now"], on: Day | undefined, otherwise: OpenQuestion): OpenQuestion =>
  on ? { kind: "promise_amount", askedAt, on } : otherwise;

/** Only misunderstandings of this very talk count; an unclear text long before does not. */
const tries = ({ state }: Course): number => (isPromiseTalk(state.asked) ? state.unclearInRow : 0);
const isPromiseTalk = (asked: OpenQuestion | null): boolean =>
  asked?.kind === "confirm_promise" || asked?.kind === "promise_when" || asked?.kind === "promise_amount";
