import type { ArrangementId, LoanId } from "../ids.ts";
import type { ArrangementPolicy } from "./arrangement-policy.ts";
import type { LoanFacts } from "./offers.ts";
import type { Terms } from "./terms.ts";

/** What a turn knows of arrangements: what may be offered, and what is under way. */
export interface Arranging {
  readonly policy: ArrangementPolicy;
  readonly loans: ReadonlyMap<LoanId, LoanFacts & { readonly live?: LiveArrangement }>;
}

/** One that is not over; a loan has at most one. */
export interface LiveArrangement {
  readonly id: ArrangementId;
  readonly state: "proposed" | "approved" | "agreed";
  readonly round: number;
  readonly terms: Terms;
  readonly firstNo: number;
  readonly lastNo: number;
  readonly confirmed: boolean;
  readonly guarantor: "not_needed" | "awaited" | "given";
}
