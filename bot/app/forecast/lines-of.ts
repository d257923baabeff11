import { isoInstant, type Day, type Instant } from "../../domain/calendar.ts";
import { textLocale } from "../../domain/day-text.ts";
import { withClosing } from "../../domain/policy/closing.ts";
import { endingOf } from "../../domain/notices/notice.ts";
import type { Decision, Reason } from "../../domain/policy/gate.ts";
import { ambient } from "../dispatch/ambient.ts";
import { wordingOfSeveral } from "../dispatch/joining.ts";
import type { Due } from "../dispatch/ports.ts";
import { confirmPerson, confirmWhich, dueParams, type Wording } from "../dispatch/wording.ts";
import type { Candidate, ForecastDeps } from "./deps.ts";
import { touchFacts, type Outcome, type Passed, type Waiting } from "./foresee.ts";
import type { ForecastBorrower } from "./ports.ts";

/** One touch of the dry run, as `huifang plan --json` prints it. */
export interface Foreseen {
  readonly touch: string;
  readonly borrower: string;
  readonly loan: string;
  readonly instalment: number;
  readonly stage: number;
  readonly day: Day;
  readonly channel: string;
  /** When it goes out, after every deferral; null where it never does. */
  readonly send_at: string | null;
  /** send: at its own time; defer: later (`send_at`); suppress: not at all. */
  readonly decision: Decision["decision"];
  readonly reasons: readonly Reason[];
  readonly template: string | null;
  readonly text: string | null;
  /** The same for all touches that one text carries; null where nothing goes out. */
  readonly message: string | null;
  /** Where the first text only asks for the right person: what is said once they have answered. */
  readonly then?: { readonly template: string; readonly text: string };
}

type Deps = Pick<ForecastDeps, "lender" | "proof" | "texts"> & { readonly now: Instant };

/** A line for each touch of one borrower, with its text, by day and stage. */
export const linesOf = (deps: Deps, borrower: ForecastBorrower, outcomes: readonly Outcome[]): Foreseen[] =>
  outcomes.flatMap((outcome) => lines(deps, borrower, outcome)).toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.stage - b.stage));

function lines(deps: Deps, borrower: ForecastBorrower, outcome: Outcome): Foreseen[] {
  switch (outcome.kind) {
    case "said":
      return said(deps, borrower, outcome);
    case "unsaid":
      return [
        { ...headOf(borrower, outcome.candidate), send_at: null, decision: "suppress", reasons: outcome.reasons, template: null, text: null, message: null },
      ];
    case "settled": {
      const { candidate, decision, reasons, message = null } = outcome;
      return [{ ...headOf(borrower, candidate), send_at: null, decision, reasons, template: candidate.template, text: null, message }];
    }
  }
}

/** A line for each touch that one text carries. */
function said(deps: Deps, borrower: ForecastBorrower, { at, carries, asksWho }: Outcome & { kind: "said" }): Foreseen[] {
  const [{ candidate }] = carries;
  const after = carries.length > 1 ? severally(deps, borrower, carries) : alone(deps, borrower, carries[0]);
  const first = asksWho ? confirming(deps, borrower, carries[0]) : after;
  const closes = { channel: borrower.contact?.channel ?? "none", locale: textLocale(borrower.locale), textClass: "initiating" as const };
  const render = ({ template, params }: Wording): string =>
    carries.reduce((so, one) => withClosing(so, closes, one.candidate.policy), deps.texts.render(template, borrower.locale, params));
  const text = render(first);
  const then = first !== after && { then: { template: after.template, text: render(after) } };
  return carries.map((one) => ({
    ...headOf(borrower, one.candidate),
    send_at: isoInstant(at),
    decision: decisionOf(one),
    reasons: one.deferredFor.length > 0 ? unique(one.deferredFor) : one.decision.reasons,
    message: candidate.key,
    template: first.template,
    text,
    ...then,
  }));
}

/** A touch that goes out, but not at its own time, was deferred. */
export const decisionOf = ({ deferredFor }: Passed): "send" | "defer" => (deferredFor.length > 0 ? "defer" : "send");

function severally(deps: Deps, borrower: ForecastBorrower, carries: readonly [Passed, ...Passed[]]): Wording {
  const told = carries.map(({ candidate }) => ({ template: candidate.template, touch: touchFacts(candidate, deps.now), due: dueOf(candidate) }));
  const several = wordingOfSeveral(told, borrower, deps.lender, deps.texts, carries[0].at);
  return { ...several, params: { ...around(deps, borrower, carries[0]), ...several.params } };
}

const alone = (deps: Deps, borrower: ForecastBorrower, waiting: Waiting): Wording => ({
  template: waiting.candidate.template,
  params: { ...around(deps, borrower, waiting), ...dueParams(dueOf(waiting.candidate), borrower, deps.lender, waiting.at) },
});

const confirming = (deps: Deps, borrower: ForecastBorrower, waiting: Waiting): Wording =>
  borrower.contact?.shared
    ? confirmWhich(around(deps, borrower, waiting), borrower.contact.shared, borrower.locale, waiting.at)
    : confirmPerson(around(deps, borrower, waiting), endingOf(waiting.candidate.instalment.loan), waiting.at);

const around = ({ lender, proof }: Deps, { name, locale, branch }: ForecastBorrower, { candidate: { policy } }: Waiting) =>
  ambient({ name, locale, branch, lender, proof, policy });

function dueOf({ instalment, stage }: Candidate): Due {
  const own = stage > 0 ? instalment.amountDueMinor : undefined;
  const whole = own !== undefined && { wholeLoan: true as const };
  return { amountMinor: own ?? instalment.outstandingMinor, currency: instalment.currency, dueOn: instalment.dueOn, ...whole };
}

const headOf = (borrower: ForecastBorrower, candidate: Candidate) => ({
  touch: candidate.key,
  borrower: borrower.borrower,
  loan: candidate.instalment.loan,
  instalment: candidate.instalment.no,
  stage: candidate.stage,
  day: candidate.plannedOn,
  channel: borrower.contact?.channel ?? "none",
});

export const unique = (reasons: readonly Reason[]): Reason[] => [
  ...new Map(reasons.map((reason) => [`${reason.rule}/${reason.detail ?? ""}`, reason])).values(),
];
