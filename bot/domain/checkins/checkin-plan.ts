import type { TextLocale } from "../day-text.ts";
import type { Currency } from "../money.ts";
import type { Crop, Season } from "./crops.ts";
import type { LoanPhase, PhaseDays } from "./phase.ts";
import type { Audience } from "./questionnaire.ts";

/** When a line's rounds begin. Days count from the named day; several days are several rounds. */
export type When =
  | { readonly by: "paid_out"; readonly days: readonly number[] }
  /** Before each large and the last instalment. */
  | { readonly by: "before_large"; readonly days: readonly number[] }
  /** Days late of the oldest open instalment. */
  | { readonly by: "late"; readonly days: readonly number[] }
  | { readonly by: "settled"; readonly days: readonly number[] }
  /** Counted from the day the money was paid out. */
  | { readonly by: "months"; readonly every: number }
  | { readonly by: "weeks"; readonly every: number }
  /** By the crop calendar. */
  | { readonly by: "season"; readonly seasons: readonly Season[] };

/** Who gets which check-in, when. What is not said holds for everybody. */
export interface PlanLine {
  readonly checkin: string;
  /** For officers: the one thing that this round is to find out. */
  readonly goal: Readonly<Record<TextLocale, string>>;
  readonly borrowerTypes?: readonly Audience[];
  readonly products?: readonly string[];
  readonly riskGrades?: readonly string[];
  readonly phases: readonly LoanPhase[];
  readonly when: When;
  /** True: a large or important loan gets an officer's visit in its place. */
  readonly visit: boolean;
}

export interface CheckinPlan {
  /** Content hash of its files. */
  readonly version: string;
  readonly phaseDays: PhaseDays;
  /** Between two rounds with one borrower, whatever they ask. */
  readonly gapDays: number;
  /** The same questions about another loan of the same borrower. */
  readonly sameAgainDays: number;
  /** A round that did not begin so many days after its day never does. */
  readonly windowDays: number;
  /** Days on either side of a reminder on which no check-in begins. */
  readonly reminderDays: number;
  readonly visitOver: ReadonlyMap<Currency, bigint>;
  readonly visitRiskGrades: readonly string[];
  /** In order of importance: of two that could begin on a day, the first does. */
  readonly lines: readonly PlanLine[];
  readonly crops: readonly Crop[];
}
