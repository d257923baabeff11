import type { Instant } from "../../domain/calendar.ts";
import type { Severity } from "../../domain/escalations/escalation.ts";
import type { Route } from "../../domain/escalations/route.ts";
import type { EscalationId } from "../../domain/ids.ts";

/** `dueAt`: when the next step is due; `last`: there is none after this one, it comes again. */
export interface NextStep {
  readonly to: Route["steps"][number]["to"];
  readonly dueAt: Instant;
  readonly last: boolean;
}

/** `nobody`: the step found no one; it is written down, and the next step is due at once. `toSend`: alerts that leave the house. */
export type Alerted = { readonly status: "not_due" } | { readonly status: "nobody" } | { readonly status: "alerted"; readonly toSend: readonly string[] };

export interface AlertStore {
  /** Runs `next` on the case's lock where it is open and its step is due; writes the alerts and the entry. */
  alert(id: EscalationId, now: Instant, next: (open: { severity: Severity; openedAt: Instant; step: number }) => NextStep): Promise<Alerted>;
}
