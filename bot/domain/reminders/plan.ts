import type { Conduct } from "./conduct.ts";

/** A reminder plan: which stages a borrower gets. Data, from templates/plans. */
export interface Stage {
  /** Days from the due day: −3, 0, +1 … */
  readonly offset: number;
  /** Message template that says it. */
  readonly template: string;
  /** Higher goes first where a budget does not allow all. */
  readonly priority: number;
  /** Where the day allows no contact: to the allowed day before, or after. Never later before the due day. */
  readonly move: "earlier" | "later";
  /** Once more on another channel, where the first text did not arrive or was not answered. */
  readonly followUp?: FollowUp;
}

/** At least one of the two times, each from when the first text left. */
export interface FollowUp {
  readonly channel: string;
  /** The provider refused it, or tells of deliveries and has told of none for that long. */
  readonly undeliveredMs?: number;
  /** The borrower has not written for that long. */
  readonly unansweredMs?: number;
}

export interface Plan {
  readonly id: string;
  /** Ascending by offset. */
  readonly stages: readonly Stage[];
}

/** All that the choices of plan and packs ask of a loan and its borrower, besides the zone. */
export interface LoanKind {
  readonly branch: string;
  /** Of borrower, as in the loan book. */
  readonly type: string;
  readonly product: string;
  readonly riskGrade: string;
  readonly frequency: string;
  /** One instalment, long after the money was paid out: a harvest. */
  readonly bullet: boolean;
  readonly conduct: Conduct | undefined;
}

/** A loan of one instalment is a bullet loan where it falls due at least that long after the money was paid out. */
export const bulletDays = 90;

/** The plans of an installation, and which of them holds for whom. */
export interface Plans {
  /** Of all their files: changes when any of them does. */
  readonly version: string;
  /** Those that hold for anybody. */
  readonly all: readonly Plan[];
  of(kind: Omit<LoanKind, "branch">): Plan;
}
