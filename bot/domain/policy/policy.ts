import type { Weekday } from "../calendar.ts";

/** The contact rules that hold for a borrower. Data, from templates/policies; `version` is the file's content hash. */
export interface Policy {
  readonly id: string;
  readonly version: string;
  /** Minutes since local midnight; the last minute is excluded. */
  readonly hours: { readonly fromMinute: number; readonly toMinute: number };
  readonly days: readonly Weekday[];
  /** How many initiating messages a person gets: in a local calendar day, in any seven days. */
  readonly budgets: readonly { readonly window: "day" | "week"; readonly most: number }[];
  readonly ledger: {
    /** Payments of the due day are posted by then: overdue touches wait for it. */
    readonly postingLagMs: number;
    /** A ledger older than this may accuse someone who has paid: touches wait for a newer one. */
    readonly oldestMs: number;
  };
  /** Whether answers to what the borrower just wrote also keep to the hours. */
  readonly responses: { readonly withinHours: boolean };
}
