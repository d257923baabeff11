import type { Instant, Zone } from "../../domain/calendar.ts";
import type { Questionnaire } from "../../domain/checkins/questionnaire.ts";
import type { RunEvent, RunState } from "../../domain/checkins/run.ts";
import type { BorrowerId, CheckinRunId, InboundId, NewId } from "../../domain/ids.ts";
import type { Currency } from "../../domain/money.ts";
import type { Tx } from "../database.ts";
import type { Vault } from "../vault.ts";

export interface Writing {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

/** A run after a step, and what happened in it. */
export interface RunMoved {
  readonly runId: CheckinRunId;
  readonly borrowerId: BorrowerId;
  readonly key: Buffer;
  readonly run: RunState;
  readonly world: { readonly currency: Currency; readonly zone: Zone; readonly questionnaire: Pick<Questionnaire, "checks" | "questions"> };
  readonly events: readonly { readonly event: RunEvent; readonly because: InboundId | null }[];
  readonly now: Instant;
}
