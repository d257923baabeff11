import { addDays, daysBetween, type Day } from "../calendar.ts";
import type { Currency } from "../money.ts";
import type { Audience } from "./questionnaire.ts";

export const loanPhases = ["just_disbursed", "running", "before_maturity", "overdue", "closing"] as const;
export type LoanPhase = (typeof loanPhases)[number];

/** All of a loan that decides who is asked what, and when. */
export interface CheckinLoan {
  readonly id: string;
  readonly borrowerType: Audience;
  readonly product: string;
  readonly riskGrade: string;
  readonly trade: string;
  readonly purpose: string;
  readonly branch: string;
  readonly currency: Currency;
  readonly principalMinor: bigint;
  readonly disbursedOn: Day;
  readonly status: "open" | "closed" | "written_off";
  /** When the last of it was paid; absent where something is open or nobody knows. */
  readonly settledOn?: Day;
  /** Due day of the oldest instalment of which something is open after its day, as far as the ledger is known. */
  readonly lateSince?: Day;
  /** The whole schedule, in order of day. */
  readonly schedule: readonly { readonly dueOn: Day; readonly amountMinor: bigint }[];
}

/** Days that say how long a phase lasts. */
export interface PhaseDays {
  readonly justDisbursed: number;
  readonly beforeMaturity: number;
  readonly closing: number;
  /** An instalment so many times the usual is a large one. */
  readonly largeTimes: number;
}

/** Undefined: nothing is asked about this loan any more. What is late comes before all else; so does the end. */
export function phaseOf(loan: CheckinLoan, days: PhaseDays, today: Day): LoanPhase | undefined {
  const { status, settledOn, lateSince, disbursedOn } = loan;
  if (status === "written_off" || today < disbursedOn) return undefined;
  if (settledOn !== undefined && settledOn <= today) return today <= addDays(settledOn, days.closing) ? "closing" : undefined;
  if (status === "closed") return undefined;
  if (lateSince !== undefined && lateSince < today) return "overdue";
  if (daysBetween(disbursedOn, today) <= days.justDisbursed) return "just_disbursed";
  const ahead = largeDays(loan, days.largeTimes).some((dueOn) => dueOn >= today && daysBetween(today, dueOn) <= days.beforeMaturity);
  return ahead ? "before_maturity" : "running";
}

/** Due days of the last instalment, and of each that is `times` the usual one (their median). */
export function largeDays({ schedule }: Pick<CheckinLoan, "schedule">, times: number): Day[] {
  const sorted = schedule.map(({ amountMinor }) => amountMinor).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const usual = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0n;
  // hundredths, since `times` may be broken
  const from = (usual * BigInt(Math.round(times * 100))) / 100n;
  return schedule.filter(({ amountMinor }, i) => i === schedule.length - 1 || (usual > 0n && amountMinor >= from)).map(({ dueOn }) => dueOn);
}
