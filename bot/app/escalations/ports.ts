import type { Instant } from "../../domain/calendar.ts";
import type { Severity } from "../../domain/escalations/escalation.ts";
import type { EscalationId } from "../../domain/ids.ts";

export interface AlertStore {
  /** Runs `next` on the case's lock where it is open and its step is due; writes the alert and the entry. */
  alert(
    id: EscalationId,
    now: Instant,
    next: (open: { severity: Severity; openedAt: Instant; step: number }) => { to: string; dueAt: Instant | null },
  ): Promise<boolean>;
}
