import type { Instant } from "../../domain/calendar.ts";
import type { ArrangementId, BorrowerId, CheckinRunId, EscalationId, PromiseId } from "../../domain/ids.ts";

export interface SweepStore {
  /** Borrowers with a touch or a text due, at most `limit`. */
  dueForDispatch(now: Instant, limit: number): Promise<readonly BorrowerId[]>;
  dueForTurn(now: Instant, limit: number): Promise<readonly BorrowerId[]>;
  dueEscalations(now: Instant, limit: number): Promise<readonly EscalationId[]>;
  /** Claims older than a minute: their worker died, what it sent is unknown and is shown as such. */
  closeDeadClaims(now: Instant): Promise<number>;
  duePromises(now: Instant, limit: number): Promise<readonly PromiseId[]>;
  /** Kept, partly kept or broken by the ledger at date + grace; a broken one becomes a case. */
  decidePromise(id: PromiseId, now: Instant): Promise<EscalationId | undefined>;
  /** Webhook subscriptions and alerts with something to deliver. On the way forgets what was told before `keepFrom`. */
  dueOutward(now: Instant, keepFrom: Instant, limit: number): Promise<readonly { readonly of: "subscription" | "alert"; readonly id: string }[]>;
  /** Applications that lapse, whose debt was paid or closed, or that the lender's own schedule has taken over. */
  dueArrangements(now: Instant, limit: number): Promise<readonly ArrangementId[]>;
  /** One that lapsed becomes a case. */
  lookAtArrangement(id: ArrangementId, now: Instant): Promise<EscalationId | undefined>;
  /** Check-ins to be asked once more, come back to, or ended. */
  dueCheckins(now: Instant, limit: number): Promise<readonly CheckinRunId[]>;
  lookAtCheckin(id: CheckinRunId, now: Instant): Promise<void>;
  dueUnanswered(now: Instant, limit: number): Promise<readonly BorrowerId[]>;
  /** Three overdue touches and still no word: a case. */
  decideUnanswered(id: BorrowerId, now: Instant): Promise<EscalationId | undefined>;
  /** Reminders to be said again on another channel by now are; returns how many. */
  followUp(now: Instant, limit: number): Promise<number>;
  /** Answers kept for requests with an idempotency key, from before then. */
  forgetAnswers(before: Instant): Promise<number>;
}
