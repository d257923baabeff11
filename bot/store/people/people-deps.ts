import type { NewId } from "../../domain/ids.ts";
import type { Database, Tx } from "../database.ts";
import type { Vault } from "../vault.ts";
import type { Auth } from "./auth.ts";

export interface PeopleDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
  /** better-auth that writes inside of the given transaction. */
  readonly authIn: (tx: Tx) => Auth;
}
