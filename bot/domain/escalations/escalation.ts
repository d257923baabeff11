/** Why a case for officers was opened; with borrower and loan it is the case's dedupe key. */
export const escalationReasons = [
  "distress",
  "deceased",
  "dispute",
  "wrong_person",
  "human_wanted",
  "abusive",
  "refused",
  "hardship",
  "asks_for_time",
  "unanswered",
  "broken_promise",
  "turn_failed",
] as const;
export type EscalationReason = (typeof escalationReasons)[number];

export type Severity = "urgent" | "high" | "normal";
export type EscalationState = "open" | "acknowledged" | "waiting_on_borrower" | "resolved";

/** How a case ended; chosen by the officer, never free text alone. */
export const resolutionCodes = ["agreed_with_borrower", "contact_corrected", "ledger_corrected", "referred", "no_action_needed", "duplicate"] as const;
export type ResolutionCode = (typeof resolutionCodes)[number];

/** Lives before money: distress and death are seen first. */
export function severityOf(reason: EscalationReason): Severity {
  switch (reason) {
    case "distress":
    case "deceased":
    case "abusive":
      return "urgent";
    case "dispute":
    case "wrong_person":
    case "human_wanted":
    case "hardship":
    case "turn_failed":
      return "high";
    case "refused":
    case "asks_for_time":
    case "unanswered":
    case "broken_promise":
      return "normal";
  }
}

/** New evidence with the same key joins the open case instead of opening another. */
export const dedupeKey = (borrower: string, loan: string | null, reason: EscalationReason): string => `${borrower}/${loan ?? "-"}/${reason}`;

export type EscalationMove =
  | { readonly type: "acknowledge" }
  | { readonly type: "wait" }
  | { readonly type: "borrower_answered" }
  | { readonly type: "resolve"; readonly code: ResolutionCode };

/** The state after a move; undefined where the move is not allowed from here (a resolved case stays resolved). */
export function moved(state: EscalationState, move: EscalationMove): EscalationState | undefined {
  switch (move.type) {
    case "acknowledge":
      return state === "open" ? "acknowledged" : undefined;
    case "wait":
      return state === "acknowledged" ? "waiting_on_borrower" : undefined;
    case "borrower_answered":
      return state === "waiting_on_borrower" ? "acknowledged" : undefined;
    case "resolve":
      return state === "resolved" ? undefined : "resolved";
  }
}
