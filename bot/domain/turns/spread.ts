import type { EscalationReason } from "../escalations/escalation.ts";
import type { HoldReason } from "../policy/hold.ts";
import type { TurnEvent } from "./turn.ts";

/** What an event on a number means for the others who left it, there and nowhere else. */
export interface Spread {
  readonly hold?: HoldReason;
  /** A hold of that reason on this number ends. */
  readonly lift?: HoldReason;
  /** The number reaches none of them. */
  readonly close?: true;
  readonly escalation?: EscalationReason;
}

/**
 * Safety words from a shared number hold for the number at once, whoever wrote them: nobody is asked first who they
 * are. `known`: it is known who writes; then distress is theirs, and the others' people are not called.
 */
export function spread(event: TurnEvent, known: boolean): Spread | undefined {
  switch (event.type) {
    case "opted_out":
      return { hold: "opt_out" };
    case "opted_in":
      return { lift: "opt_out" };
    case "distress":
    case "deceased":
      return { hold: event.type, ...(!known && { escalation: event.type }) };
    case "wrong_person":
      return event.all ? { hold: "wrong_person", close: true, escalation: "wrong_person" } : undefined;
    default:
      return undefined;
  }
}
