import type { Instant } from "../../domain/calendar.ts";
import type { By } from "../console/ports.ts";

// --- delivering ---------------------------------------------------------------------------------------------------

/** One claimed delivery, ready to be signed. The claim is a lease: a worker that dies leaves it due again. */
export interface DueDelivery {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly at: Instant;
  readonly sequence: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** With this one. */
  readonly attempts: number;
  readonly since: Instant;
}

export interface DueBatch {
  readonly url: string;
  /** The current secret, and the old one while it still signs. */
  readonly secrets: readonly string[];
  readonly failures: number;
  readonly deliveries: readonly DueDelivery[];
}

export type Settled = { readonly id: string; readonly outcome: string } & (
  | { readonly became: "delivered" }
  | { readonly became: "dead" }
  | { readonly became: "pending"; readonly dueAt: Instant }
);

export interface DeliveryStore {
  /** Takes what is due of a subscription that is active and does not rest; undefined where nothing is. */
  claim(subscription: string, now: Instant, limit: number): Promise<DueBatch | undefined>;
  /** `restsUntil`: nothing of the batch arrived. `gone`: the receiver said 410; what was due is dead. */
  settle(
    subscription: string,
    now: Instant,
    settled: readonly Settled[],
    then: { readonly is: "well" } | { readonly is: "resting"; readonly until: Instant } | { readonly is: "gone" },
  ): Promise<void>;
}

/** What became of one POST; never throws. `refused`: the address is none that may be called. */
export type Posted =
  | { readonly kind: "answered"; readonly status: number; readonly retryAfterMs?: number }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "failed"; readonly code: string };

export interface SignedPost {
  readonly url: string;
  readonly id: string;
  readonly secrets: readonly string[];
  readonly body: string;
}

export type PostSigned = (post: SignedPost) => Promise<Posted>;

// --- managing -----------------------------------------------------------------------------------------------------

export interface SubscriptionView {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly state: string;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly restsUntil: Instant | null;
  readonly pending: number;
  readonly dead: number;
  readonly lastDeliveredAt: Instant | null;
}

export interface DeliveryView {
  readonly id: string;
  readonly event: string;
  readonly type: string;
  readonly subscription: string;
  readonly host: string;
  readonly state: string;
  readonly attempts: number;
  readonly at: Instant;
  readonly dueAt: Instant | null;
  readonly outcome: string | null;
  readonly endedAt: Instant | null;
}

export interface NewSubscription {
  readonly url: string;
  readonly events: readonly string[];
  readonly secret: string;
}

/** Which deliveries are to be made again. */
export type Replay =
  | { readonly what: "delivery"; readonly id: string }
  /** All dead ones that became so since; where a subscription is given, only its. */
  | { readonly what: "dead"; readonly since: Instant; readonly subscription?: string }
  /** All events since, also those that arrived or were never meant for it, as far as it wants their type. */
  | { readonly what: "all"; readonly since: Instant; readonly subscription: string };

/** Each write is one transaction with its log entry. */
export interface SubscriptionStore {
  list(): Promise<readonly SubscriptionView[]>;
  add(subscription: NewSubscription, by: By): Promise<string>;
  remove(id: string, by: By): Promise<boolean>;
  /** Back from `gone`. */
  enable(id: string, by: By): Promise<boolean>;
  rotate(id: string, secret: string, oldUntil: Instant, by: By): Promise<boolean>;
  deliveries(query: {
    readonly state?: string;
    readonly subscription?: string;
    readonly after?: string;
  }): Promise<{ items: readonly DeliveryView[]; next: string | null }>;
  /** How many; undefined where there is no such delivery or active subscription. */
  replay(which: Replay, by: By): Promise<number | undefined>;
}

/** Says why an address may not be called, without resolving it; undefined where it may be tried. */
export type CheckUrl = (url: string) => string | undefined;
