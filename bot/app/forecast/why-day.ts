import { addDays, dayIn, localText, type Day } from "../../domain/calendar.ts";
import { furthestMoveDays } from "../../domain/policy/hours.ts";
import type { Reason } from "../../domain/policy/gate.ts";
import { whyOnDay, type About, type Why, type WhyFacts } from "../../domain/reminders/why.ts";
import type { Candidate, ForecastDeps } from "./deps.ts";
import { outcomesOf } from "./forecast.ts";
import type { Outcome } from "./foresee.ts";
import { unique } from "./lines-of.ts";
import type { ForecastBorrower } from "./ports.ts";

/** What the forecast says of a day that is not over. */
export type WhyAhead =
  | { readonly kind: "will_send"; readonly time: string; readonly channel: string; readonly about: readonly About[]; readonly plannedOn: Day }
  | { readonly kind: "will_move"; readonly about: readonly About[]; readonly to: Day; readonly reasons: readonly Reason[] }
  | { readonly kind: "will_not"; readonly about: readonly About[]; readonly reasons: readonly Reason[] };

export type WhyDay = Why | WhyAhead;

/** Why a borrower got a text on a day, or did not; of a day that is not over, what is to be expected. */
export async function whyDay(deps: ForecastDeps, borrower: string, facts: WhyFacts): Promise<WhyDay> {
  const why = whyOnDay(facts);
  if (!mayStillHappen(why)) return why;
  const { on } = facts;
  for await (const found of outcomesOf(deps, { from: on, to: addDays(on, furthestMoveDays) }, { borrower, named: false })) {
    if (on < dayIn(deps.clock.now(), found.borrower.zone)) return why;
    return aheadOf(found.borrower, found.outcomes, on) ?? planned(why, facts);
  }
  return planned(why, facts);
}

/** The forecast knows of reminders alone. */
const mayStillHappen = (why: Why): boolean =>
  why.kind === "waits" ? why.about.every(({ kind }) => kind === "reminder") : why.kind === "nothing_planned" && why.because !== "before_go_live";

/** With the forecast every day counts as planned. */
const planned = (why: Why, { openLoans }: WhyFacts): Why =>
  why.kind === "nothing_planned" && why.because === "not_planned_yet" ? { ...why, because: openLoans === 0 ? "no_open_loan" : "no_stage" } : why;

function aheadOf(borrower: ForecastBorrower, outcomes: readonly Outcome[], on: Day): WhyAhead | undefined {
  const said = outcomes.filter((outcome): outcome is Said => outcome.kind === "said");
  const text = said.find(({ at }) => dayIn(at, borrower.zone) === on);
  if (text) {
    const days = text.carries.map(({ candidate }) => candidate.plannedOn).toSorted();
    return {
      kind: "will_send",
      time: localText(text.at, borrower.zone).slice(11),
      channel: borrower.contact?.channel ?? "none",
      about: text.carries.map(({ candidate }) => aboutOf(candidate)),
      plannedOn: days[0] ?? on,
    };
  }
  const moved = said.find(({ carries }) => carries.some(({ candidate }) => candidate.plannedOn === on));
  if (moved) {
    const own = moved.carries.filter(({ candidate }) => candidate.plannedOn === on);
    return {
      kind: "will_move",
      about: own.map(({ candidate }) => aboutOf(candidate)),
      to: dayIn(moved.at, borrower.zone),
      reasons: unique(own.flatMap(({ deferredFor }) => deferredFor)),
    };
  }
  const never = outcomes.flatMap((outcome) => (outcome.kind !== "said" && outcome.candidate.plannedOn === on && isNever(outcome) ? [outcome] : []));
  if (never.length === 0) return undefined;
  return {
    kind: "will_not",
    about: never.map(({ candidate }) => aboutOf(candidate)),
    reasons: unique(never.flatMap(({ reasons }) => reasons)),
  };
}

type Said = Outcome & { readonly kind: "said" };

const isNever = (outcome: Exclude<Outcome, Said>): boolean => outcome.kind === "unsaid" || outcome.decision === "suppress";

const aboutOf = ({ instalment, stage }: Candidate): About => ({ kind: "reminder", loan: instalment.loan, instalmentNo: instalment.no, stage });
