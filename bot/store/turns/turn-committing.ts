import type { PendingTurn } from "../../app/turns/ports.ts";
import type { Instant } from "../../domain/calendar.ts";
import type { NewId } from "../../domain/ids.ts";
import type { TurnPlan } from "../../domain/turns/turn.ts";
import type { Tx } from "../database.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import type { Vault } from "../vault.ts";
import type { EventRows } from "./event-rows.ts";

/** What every turn of a transaction shares. */
export interface Turning {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
  /** What events add, written together. */
  readonly rows: EventRows;
}

/** A turn's commit: the open transaction, the locked borrower and what was decided. */
export interface TurnCommitting extends Turning {
  readonly borrower: LockedBorrower;
  readonly turn: PendingTurn;
  readonly plan: TurnPlan;
  readonly now: Instant;
}
