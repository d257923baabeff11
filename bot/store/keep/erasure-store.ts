import type { ErasureStore } from "../../app/keep/ports.ts";
import type { NewId } from "../../domain/ids.ts";
import type { Database } from "../database.ts";
import type { Vault } from "../vault.ts";
import { eraseBorrower } from "./erase-borrower.ts";
import { erasuresIn } from "./erasure-list.ts";

export function createErasureStore(deps: { readonly database: Database; readonly vault: Vault; readonly newId: NewId }): ErasureStore {
  return {
    erase: (externalId, of, forceOpen) => eraseBorrower(deps, externalId, of, forceOpen),
    erased: () => erasuresIn(deps.database),
  };
}
