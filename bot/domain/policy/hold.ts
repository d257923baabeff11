import type { Instant } from "../calendar.ts";
import type { TextClass } from "./text-class.ts";

/**
 * Why automation must not contact. `promised`: that instalment rests until the ledger shows whether it was
 * kept. `arrangement`: applied for, or agreed and not over: those instalments rest. `with_officer`: the borrower was told that a person will be in touch; reminders rest while that may happen.
 */
export const holdReasons = [
  "opt_out",
  "dispute",
  "claims_paid",
  "promised",
  "with_officer",
  "arrangement",
  "distress",
  "deceased",
  "takeover",
  "legal",
  "wrong_person",
  "do_not_contact",
] as const;
export type HoldReason = (typeof holdReasons)[number];

export interface Hold {
  readonly reason: HoldReason;
  /** Narrower than the whole borrower where set. */
  readonly contactPointId?: string;
  readonly loanId?: string;
  readonly instalmentNo?: number;
  readonly from: Instant;
  /** Absent: until a person lifts it. */
  readonly until?: Instant;
}

/** The one text that answers a cry for help and names helplines; the turn that heard it queues it, and nothing follows. */
export const distressAnswer = "distress-heard";

/**
 * Which texts a hold stops. A borrower who disputes or says "paid" still gets an answer to what they write; after
 * distress, a death or "do not contact" nothing automatic is said at all (design §3.5).
 */
export function holdBlocks(reason: HoldReason, textClass: TextClass, template?: string): boolean {
  switch (reason) {
    case "claims_paid":
    case "promised":
    case "with_officer":
    case "arrangement":
    case "dispute":
      return textClass === "initiating";
    case "opt_out":
    case "wrong_person":
      return textClass !== "acknowledgement";
    case "distress":
      return template !== distressAnswer || textClass !== "acknowledgement";
    case "deceased":
    case "takeover":
    case "legal":
    case "do_not_contact":
      return true;
  }
}
