import { dayMs } from "../calendar.ts";
import type { RunEvent } from "../checkins/run.ts";
import type { EscalationReason } from "../escalations/escalation.ts";
import type { HoldReason } from "../policy/hold.ts";
import type { TurnEvent } from "./turn.ts";

/** What the lender records of an event: a status on the timeline, a hold on automation, a case for a person. */
export interface Consequences {
  readonly status?: StatusKind;
  /** `forMs`: ends by itself after that long; otherwise a person lifts it. */
  readonly hold?: { readonly reason: HoldReason; readonly forMs?: number };
  readonly escalation?: EscalationReason;
}

export const statusKinds = [
  "claims_paid",
  "promise_confirmed",
  "asks_for_time",
  "hardship",
  "dispute",
  "wrong_person",
  "opt_out",
  "opt_in",
  "refused",
  "person_confirmed",
  "distress",
  "deceased",
  "abusive",
] as const;
export type StatusKind = (typeof statusKinds)[number];

/** The ledger posts within a day or two; three days rest the instalment until it can show the payment. */
const claimsPaidRestMs = 3 * dayMs;
/** "A colleague will be in touch" and a reminder the next morning do not go together. */
const withOfficer = { reason: "with_officer", forMs: 3 * dayMs } as const;

export function consequences(event: TurnEvent): Consequences {
  switch (event.type) {
    case "person_confirmed":
      return { status: "person_confirmed" };
    case "wrong_person":
      return { status: "wrong_person", hold: { reason: "wrong_person" }, escalation: "wrong_person" };
    case "opted_out":
      return { status: "opt_out", hold: { reason: "opt_out" } };
    case "opted_in":
      return { status: "opt_in" };
    case "claims_paid":
      return { status: "claims_paid", hold: { reason: "claims_paid", forMs: claimsPaidRestMs } };
    case "promised":
      return { status: "promise_confirmed" };
    case "asked_for_time":
      return { status: "asks_for_time", hold: withOfficer, escalation: "asks_for_time" };
    case "arrangement_proposed":
      // joins the case of the wish: people see what was chosen; until they have decided nothing changes
      return { escalation: "asks_for_time" };
    case "arrangement_accepted":
    case "arrangement_declined":
      return {};
    case "hardship":
      return { status: "hardship", hold: withOfficer, escalation: "hardship" };
    case "disputed":
      return { status: "dispute", hold: { reason: "dispute" }, escalation: "dispute" };
    case "refused":
      return { status: "refused", hold: withOfficer, escalation: "refused" };
    case "distress":
      return { status: "distress", hold: { reason: "distress" }, escalation: "distress" };
    case "deceased":
      return { status: "deceased", hold: { reason: "deceased" }, escalation: "deceased" };
    case "abusive":
      return { status: "abusive", hold: withOfficer, escalation: "abusive" };
    case "human_wanted":
      // A question or a picture alone takes no reminder away: whoever asks who we are still wants to know what is due.
      return { ...(event.because !== "question" && event.because !== "media" && { hold: withOfficer }), escalation: "human_wanted" };
    case "checkin":
      // The text says that a colleague will be in touch.
      return wantsPerson(event.event) ? { hold: withOfficer, escalation: "human_wanted" } : {};
    case "preferred":
    case "late_text":
      return {};
  }
}

const wantsPerson = (event: RunEvent): boolean => event.type === "person_wanted" || (event.type === "handed_over" && event.because !== "cut");
