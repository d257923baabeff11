import type { Instant, Zone } from "../../domain/calendar.ts";
import type { Policy } from "../../domain/policy/policy.ts";
import type { Plans } from "../../domain/reminders/plan.ts";
import type { PlannedTouch } from "../../domain/reminders/touches.ts";
import type { PolicyShelf } from "../policy-shelf.ts";
import type { Proof } from "../dispatch/ambient.ts";
import type { Base } from "../ports.ts";
import type { Texts } from "../texts.ts";
import type { ForecastInstalment, ForecastStore } from "./ports.ts";

export interface ForecastDeps extends Base {
  readonly store: ForecastStore;
  readonly plans: Plans;
  readonly policies: PolicyShelf;
  readonly texts: Texts;
  readonly lender: string;
  readonly proof?: Proof;
  readonly goLiveAt: Instant;
  readonly restoredAt?: Instant | undefined;
  readonly channels: ReadonlySet<string>;
}

export interface Candidate extends PlannedTouch {
  readonly key: string;
  readonly instalment: ForecastInstalment;
  /** What holds for this borrower and loan. */
  readonly policy: Policy;
  /** Everywhere that the borrower may be, where their own zone is not known. */
  readonly zones: readonly Zone[];
}
