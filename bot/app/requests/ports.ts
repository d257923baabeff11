/** What requests of other systems need besides their use case. */
import type { Instant } from "../../domain/calendar.ts";

/** An answer as it went out. */
export interface KeptAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/**
 * `mine`: nobody has run this request yet, or who did is dead. `running`: another one does now. `answered`: it was run;
 * the answer again. `other`: the key was used for another request.
 */
export type Begun =
  | { readonly status: "mine"; readonly run: string }
  | { readonly status: "running" }
  | { readonly status: "other" }
  | { readonly status: "answered"; readonly answer: KeptAnswer };

export interface IdempotencyStore {
  /** One statement decides between requests that come at once. */
  begin(of: KeyedRequest, run: Run): Promise<Begun>;
  /** Only for the run that still holds the key. */
  keep(of: KeyedRequest, run: string, answer: KeptAnswer): Promise<void>;
  forget(of: KeyedRequest, run: string): Promise<void>;
}

export interface Run {
  readonly id: string;
  readonly now: Instant;
  /** When who runs it is taken for dead. */
  readonly until: Instant;
  /** Answers from before are forgotten. */
  readonly keptSince: Instant;
}

export interface KeyedRequest {
  /** Keys of different callers have nothing to do with each other. */
  readonly caller: string;
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** `wait`: more requests than the key's rate allows; seconds until the next one is taken. */
export type Pace = { readonly status: "go" } | { readonly status: "wait"; readonly seconds: number };

export interface PaceRule {
  readonly perMinute: number;
  /** How many may come at once after a rest. */
  readonly burst: number;
}

/** Counts in one place for all servers. */
export type PaceOf = (caller: string, rule: PaceRule) => Promise<Pace>;
