import type { PublicApiDeps } from "../api/public/deps.ts";
import type { Base, Bulletin } from "../app/ports.ts";
import { createConsoleStore } from "../store/console/console-store.ts";
import type { Database } from "../store/database.ts";
import { createBookStore } from "../store/import/book-store.ts";
import { createLenderStore } from "../store/lender/lender-store.ts";
import { createIdempotencyStore } from "../store/requests/idempotency-store.ts";
import { createPaceStore } from "../store/requests/pace-store.ts";
import type { Vault } from "../store/vault.ts";

interface Stores extends Base {
  readonly database: Database;
  readonly vault: Vault;
  readonly bulletin: Bulletin;
}

/** What `/api/v1` stands on. A tenth of a minute's requests may come at once. */
export function publicApiDeps({ database, vault, bulletin, clock, newId, log }: Stores, perMinute: number): PublicApiDeps {
  const base = { clock, newId, log };
  return {
    records: createLenderStore({ database, vault, newId }),
    importing: { ...base, book: createBookStore(database, vault) },
    commands: { ...base, bulletin, store: createConsoleStore({ database, vault, newId }) },
    idempotency: createIdempotencyStore(database, vault),
    pace: createPaceStore(database),
    paceRule: { perMinute, burst: Math.max(1, Math.floor(perMinute / 10)) },
  };
}
