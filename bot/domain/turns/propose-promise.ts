import { addDays, type Day } from "../calendar.ts";
import { leastOf, standardPromises } from "../promises/promise-policy.ts";
import { spread } from "../promises/spread.ts";
import type { OpenQuestion, PromisePart, Say, TurnEvent, TurnState } from "./turn.ts";
import type { Course, Step } from "./course.ts";
import { notUnderstood } from "./not-understood.ts";
import type { Wish } from "./promise-wish.ts";
import { amountFor, dayFor, listFor, say, todayOf } from "./says.ts";
import { debtsNow, owed, type Debt } from "./what-is-due.ts";

/** Quotes a promise back for a yes; asks for what is missing or cannot be; hands over where asking did not help. */
export function proposePromise(course: Course, wish: Wish, debt: Debt): Step {
  const parts = inParts(course, wish, debt);
  if (parts) return quote(course, parts, "parts");
  const shares = overLoans(course, wish, debt);
  if (shares) return quote(course, shares, "spread");
  const fault = faultIn(course, wish, debt);
  const step = fault ? askAgain(course, fault, wish) : confirm(course, wish, debt);
  return wish.several ? { ...step, events: [...step.events, planWanted] } : step;
}

export const isSound = (course: Course, wish: Wish, debt: Debt): boolean =>
  inParts(course, wish, debt) !== undefined || overLoans(course, wish, debt) !== undefined || faultIn(course, wish, debt) === undefined;

type Fault = "no-day" | "past" | "too-far" | "no-amount" | { readonly owed: string } | { readonly least: string };
const planWanted: TurnEvent = { type: "asked_for_time" };
const policy = standardPromises;

function faultIn({ state }: Course, { on, amount }: Wish, { loan, instalment }: Debt): Fault | undefined {
  if (!on) return "no-day";
  const unsound = dayFault(state, on);
  if (unsound) return unsound;
  if (amount && (amount.other || amount.minor <= 0n)) return "no-amount";
  const most = owed(loan.instalments);
  if (amount && amount.minor > most) return { owed: amountFor(state, most, loan.currency) };
  const least = leastOf(instalment.outstandingMinor, policy);
  return amount && amount.minor < least ? { least: amountFor(state, least, loan.currency) } : undefined;
}

function dayFault(state: TurnState, on: Day): "past" | "too-far" | undefined {
  const today = todayOf(state);
  if (on < today) return "past";
  return on > addDays(today, policy.furthestDays) ? "too-far" : undefined;
}

/** Several days of one loan, each with its amount: together no more than is open, none too small, not too many. */
function inParts({ state }: Course, { parts }: Wish, { loan, instalment }: Debt): PromisePart[] | undefined {
  if (!parts || parts.length > policy.mostParts || new Set(parts.map(({ on }) => on)).size < parts.length) return undefined;
  const least = leastOf(instalment.outstandingMinor, policy);
  const sum = parts.reduce((total, { minor }) => total + minor, 0n);
  if (sum > owed(loan.instalments) || parts.some(({ on, minor }) => minor < least || minor <= 0n || dayFault(state, on))) return undefined;
  return parts.map(({ on, minor }) => ({ loanId: loan.id, instalmentNo: instalment.no, amountMinor: minor, currency: loan.currency, on }));
}

/** More than one loan has open: the oldest debt first, over the loans of its currency. */
function overLoans({ state }: Course, { on, amount, several }: Wish, { loan }: Debt): PromisePart[] | undefined {
  if (!on || several || !amount || amount.other || dayFault(state, on) || amount.minor <= owed(loan.instalments)) return undefined;
  const others = debtsNow(state).filter((debt) => debt.loan.currency === loan.currency);
  const { shares, overMinor } = spread(
    amount.minor,
    others.map((debt) => ({ debt, openMinor: owed(debt.loan.instalments) })),
  );
  if (overMinor > 0n || shares.length < 2) return undefined;
  return shares.map(({ debt: { debt }, amountMinor }) => ({
    loanId: debt.loan.id,
    instalmentNo: debt.instalment.no,
    amountMinor,
    currency: debt.loan.currency,
    on,
  }));
}

function quote(course: Course, [first, ...more]: readonly PromisePart[], how: "parts" | "spread"): Step {
  const { state } = course;
  if (!first) throw new RangeError("a promise has at least one part");
  const all = [first, ...more];
  const question =
    how === "parts"
      ? say("confirm-promise-parts", { parts: partsText(state, all) })
      : say("confirm-promise-spread", {
          on: dayFor(state, first.on),
          amount: amountFor(
            state,
            all.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
            first.currency,
          ),
          parts: listFor(
            state,
            all.map((part) => `${endingIn(state, part)} ${amountFor(state, part.amountMinor, part.currency)}`),
          ),
        });
  return { events: [], says: [question], asked: { kind: "confirm_promise", askedAt: state.now, ...first, more }, unclearInRow: tries(course) };
}

/** "11月28日 ¥3,000.00、12月5日 ¥5,033.00" */
export const partsText = (state: TurnState, parts: readonly PromisePart[]): string =>
  listFor(
    state,
    parts.map((part) => `${dayFor(state, part.on)} ${amountFor(state, part.amountMinor, part.currency)}`),
  );

const endingIn = ({ loans }: TurnState, { loanId }: PromisePart): string => loans.find(({ id }) => id === loanId)?.ending ?? "";

function confirm(course: Course, wish: Wish, debt: Debt): Step {
  const { state } = course;
  const { loan, instalment } = debt;
  // a promise that is only moved keeps its amount
  const amountMinor = wish.amount?.minor ?? promisedBefore(state, debt)?.amountMinor ?? instalment.outstandingMinor;
  const on = wish.on ?? todayOf(state);
  return {
    events: [],
    says: [quoteOne(state, debt, amountMinor, on)],
    asked: { kind: "confirm_promise", askedAt: state.now, loanId: loan.id, instalmentNo: instalment.no, amountMinor, currency: loan.currency, on },
    // kept: no → when? → no must end with a person
    unclearInRow: tries(course),
  };
}

/** The one open promise on that instalment; none where it was promised in parts. */
export function promisedBefore({ promises = [] }: TurnState, { loan, instalment }: Debt): NonNullable<TurnState["promises"]>[number] | undefined {
  const [one, other] = promises.filter(({ loanId, instalmentNo }) => loanId === loan.id && instalmentNo === instalment.no);
  return other ? undefined : one;
}

/** Where several loans have something due, the quotation says which one it means. */
export function quoteOne(state: TurnState, { loan }: Pick<Debt, "loan">, amountMinor: bigint, on: Day): Say {
  const spoken = { amount: amountFor(state, amountMinor, loan.currency), on: dayFor(state, on) };
  return loan.ending !== "" && debtsNow(state).length > 1 ? say("confirm-promise-loan", { loan: loan.ending, ...spoken }) : say("confirm-promise", spoken);
}

function askAgain(course: Course, fault: Fault, { on, amount }: Wish): Step {
  const { state } = course;
  const askedAt = state.now;
  const known = amount && !amount.other && amount.minor > 0n ? { amountMinor: amount.minor } : {};
  const when: OpenQuestion = { kind: "promise_when", askedAt, ...known };
  const inTalk: Course = { ...course, state: { ...state, unclearInRow: tries(course) } };
  if (typeof fault === "object") {
    const question = "owed" in fault ? say("promise-too-much", fault) : say("promise-too-small", fault);
    return notUnderstood(inTalk, question, howMuch(askedAt, on, { kind: "promise_when", askedAt }));
  }
  switch (fault) {
    case "no-day":
      // the first time it is simply the next question, not a failure to understand
      return isPromiseTalk(state.asked) ? notUnderstood(inTalk, say("promise-when", {}), when) : ask(course, say("promise-when", {}), when);
    case "past":
      return notUnderstood(inTalk, say("promise-past", {}), when);
    case "too-far":
      return notUnderstood(inTalk, say("promise-too-far", { latest: dayFor(state, addDays(todayOf(state), policy.furthestDays)) }), when);
    case "no-amount":
      return notUnderstood(inTalk, say("promise-amount", {}), howMuch(askedAt, on, when));
  }
}

const ask = (course: Course, question: Say, asked: OpenQuestion): Step => ({ events: [], says: [question], asked, unclearInRow: tries(course) });
const howMuch = (askedAt: Course["state"]["now"], on: Day | undefined, otherwise: OpenQuestion): OpenQuestion =>
  on ? { kind: "promise_amount", askedAt, on } : otherwise;

/** Only misunderstandings of this very talk count; an unclear text long before does not. */
const tries = ({ state }: Course): number => (isPromiseTalk(state.asked) ? state.unclearInRow : 0);
export const isPromiseTalk = (asked: OpenQuestion | null): asked is Extract<OpenQuestion, { kind: "confirm_promise" | "promise_when" | "promise_amount" }> =>
  asked?.kind === "confirm_promise" || asked?.kind === "promise_when" || asked?.kind === "promise_amount";
