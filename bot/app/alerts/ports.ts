import type { Instant } from "../../domain/calendar.ts";
import type { Severity } from "../../domain/escalations/escalation.ts";

/** What an officer is told: a case, or how many wait. No word of a borrower. */
export type AlertNews =
  | { readonly kind: "case"; readonly escalation: string; readonly number: string; readonly severity: Severity }
  | { readonly kind: "waiting"; readonly cases: number; readonly urgent: number };

/** A claimed alert. The claim is a lease: a worker that dies leaves it due again. */
export interface DueAlert {
  readonly id: string;
  readonly channel: "email" | "webhook";
  readonly address: string;
  /** Signs what goes to a webhook; derived, never stored. */
  readonly secret: string;
  readonly news: AlertNews;
  /** This one, and all that are told with it. */
  readonly tells: readonly string[];
  /** With this one. */
  readonly attempts: number;
  readonly since: Instant;
}

export type AlertSettled =
  | { readonly became: "sent" }
  /** `unknown`: it may have arrived; alerts are told at least once, so it is told again. */
  | { readonly became: "failed" | "unknown"; readonly code: string; readonly dueAt: Instant | null };

export interface AlertOutStore {
  /** Undefined where nothing is to be told now: done, somebody has the case, or the officer's cap of the hour is reached. */
  claim(id: string, now: Instant): Promise<DueAlert | undefined>;
  settle(alert: DueAlert, now: Instant, settled: AlertSettled): Promise<void>;
}

/** What became of one attempt; never throws. `refused`: for good. */
export type Told = { readonly status: "sent" } | { readonly status: "refused" | "failed" | "unknown"; readonly code: string; readonly afterMs?: number };

export interface Mail {
  /** Makes the Message-ID: a mail that arrives twice is one to the reader. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export type SendMail = (mail: Mail) => Promise<Told>;

/** Renders templates/alerts. */
export type AlertText = (id: "case" | "waiting", values: Readonly<Record<string, string | number>>) => { readonly subject: string; readonly text: string };
