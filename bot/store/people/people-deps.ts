import type { Clock } from "../../app/ports.ts";
import type { NewId } from "../../domain/ids.ts";
import type { Database, Tx } from "../database.ts";
import type { Vault } from "../vault.ts";
import type { Auth } from "./auth.ts";

export interface PeopleDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
  /** Real time: a link is good for a real day, also in a demonstration. */
  readonly clock: Clock;
  /** better-auth that writes inside of the given transaction. */
  readonly authIn: (tx: Tx) => Auth;
}
