import type { Day } from "../calendar.ts";
import type { Reason } from "../policy/gate.ts";

/** What a touch speaks of; a reminder of an instalment's stage, others of a loan. */
export interface About {
  readonly kind: string;
  readonly loan: string;
  readonly instalmentNo: number | null;
  readonly stage: number | null;
}

/** A touch as it stands: planned for the asked day, or said on it. */
export interface WhyTouch extends About {
  readonly plannedOn: Day;
  readonly state: "planned" | "claimed" | "sent" | "suppressed" | "failed";
  /** The gate's last word; empty while it was not asked. */
  readonly reasons: readonly Reason[];
  readonly channel: string;
  /** The text that carried it last, where there is one. */
  readonly message?: { readonly id: string; readonly on: Day; readonly time: string; readonly outcome: "arrived" | "unknown" | "failed" };
}

export interface WhyFacts {
  readonly on: Day;
  readonly goLiveOn: Day;
  /** Days through which touches exist. */
  readonly plannedThrough: Day | undefined;
  readonly openLoans: number;
  readonly touches: readonly WhyTouch[];
  /** Texts of that day that answered what the borrower wrote. */
  readonly answers: number;
}

/** Why somebody was written to on a day, or was not: one sentence's worth, without its words. */
export type Why =
  | {
      readonly kind: "sent";
      readonly time: string;
      readonly channel: string;
      readonly about: readonly About[];
      readonly plannedOn: Day;
      readonly unknown: boolean;
    }
  | { readonly kind: "failed"; readonly time: string; readonly channel: string; readonly about: readonly About[] }
  | { readonly kind: "suppressed"; readonly about: readonly About[]; readonly reasons: readonly Reason[] }
  | { readonly kind: "moved"; readonly about: readonly About[]; readonly to: Day; readonly reasons: readonly Reason[] }
  | { readonly kind: "waits"; readonly about: readonly About[]; readonly reasons: readonly Reason[] }
  | { readonly kind: "nothing_planned"; readonly because: "no_open_loan" | "before_go_live" | "not_planned_yet" | "no_stage"; readonly answers: number };

/** The strongest fact answers: a text that went out, then one that failed, then what became of each touch of that day. */
export function whyOnDay(facts: WhyFacts): Why {
  const { on, touches } = facts;
  const ofDay = touches.filter(({ message }) => message?.on === on);
  const went = ofDay.find(({ message }) => message?.outcome !== "failed");
  const text = went ?? ofDay[0];
  if (text?.message) {
    const about = ofDay.filter(({ message }) => message?.id === text.message?.id);
    const { time, outcome } = text.message;
    if (outcome === "failed") return { kind: "failed", time, channel: text.channel, about: about.map(aboutOf) };
    const plannedOn = about.reduce((first, one) => (one.plannedOn < first ? one.plannedOn : first), text.plannedOn);
    return { kind: "sent", time, channel: text.channel, about: about.map(aboutOf), plannedOn, unknown: outcome === "unknown" };
  }
  const planned = touches.filter(({ plannedOn }) => plannedOn === on);
  const moved = planned.find(({ message }) => message && message.outcome !== "failed");
  if (moved?.message) return { kind: "moved", about: [aboutOf(moved)], to: moved.message.on, reasons: moved.reasons.filter(({ rule }) => rule !== "allowed") };
  const waiting = planned.filter(({ state }) => state === "planned" || state === "claimed");
  if (waiting.length > 0) return { kind: "waits", about: waiting.map(aboutOf), reasons: reasonsOf(waiting) };
  const held = planned.filter(({ state }) => state === "suppressed");
  if (held.length > 0) return { kind: "suppressed", about: held.map(aboutOf), reasons: reasonsOf(held) };
  return { kind: "nothing_planned", because: nothingPlanned(facts), answers: facts.answers };
}

function nothingPlanned({ on, goLiveOn, plannedThrough, openLoans }: WhyFacts): (Why & { kind: "nothing_planned" })["because"] {
  if (on < goLiveOn) return "before_go_live";
  if (plannedThrough === undefined || on > plannedThrough) return "not_planned_yet";
  return openLoans === 0 ? "no_open_loan" : "no_stage";
}

const aboutOf = ({ kind, loan, instalmentNo, stage }: WhyTouch): About => ({ kind, loan, instalmentNo, stage });

const reasonsOf = (touches: readonly WhyTouch[]): Reason[] => [
  ...new Map(touches.flatMap(({ reasons }) => reasons).map((reason) => [`${reason.rule}/${reason.detail ?? ""}`, reason])).values(),
];
