import type { Arranging } from "../../domain/arrangements/arranging.ts";
import type { Instant } from "../../domain/calendar.ts";
import type { BorrowerId, ContactPointId, EscalationId } from "../../domain/ids.ts";
import type { PolicyFor } from "../../domain/policy/policies.ts";
import type { InboundText, TurnPlan, TurnState } from "../../domain/turns/turn.ts";

/** The unread texts of one borrower on one contact point, with all that deciding them needs. */
export interface PendingTurn {
  readonly state: TurnState;
  /** The others who left the same number: what ends contact there ends it for them too. */
  readonly sharers: readonly { readonly contact: ContactPointId; readonly borrower: BorrowerId }[];
  /** What the choice of packs asks. */
  readonly whose: PolicyFor;
  readonly texts: readonly InboundText[];
  /** Newest arrival: a turn waits until the borrower has stopped typing. */
  readonly newestReceivedAt: Instant;
  /** The borrower's version that was read; the commit insists on it. */
  readonly version: number;
  readonly attempts: number;
  /** Of each open loan: what the policy of arrangements asks. */
  readonly arranging?: Arranging["loans"];
}

export type TurnCommit = { readonly status: "committed"; readonly escalations: readonly EscalationId[] } | { readonly status: "stale" };

export interface TurnStore {
  /** Undefined: nothing unread is due. */
  pending(borrower: BorrowerId, now: Instant): Promise<PendingTurn | undefined>;
  /** State, log and outbox in one transaction; "stale" where the borrower changed since `pending` was read. */
  commit(turn: PendingTurn, plan: TurnPlan, now: Instant): Promise<TurnCommit>;
  /** The turn threw: tried again at `retryAt`, or given to a person where there is none. */
  failed(turn: PendingTurn, code: string, now: Instant, retryAt: Instant | undefined): Promise<readonly EscalationId[]>;
}
