import type { Hono } from "hono";
import { createApi, type Api } from "../../../bot/api/api.ts";
import { createServerApp } from "../../../bot/api/server-app.ts";
import type { SignedIn } from "../../../bot/api/sign-in.ts";
import { createWebhooks } from "../../../bot/api/webhooks.ts";
import type { Bulletin, Logger } from "../../../bot/app/ports.ts";
import { instant, type Instant } from "../../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { createConsoleStore } from "../../../bot/store/console/console-store.ts";
import { connectDatabase, type Database } from "../../../bot/store/database.ts";
import { createMessageLogStore } from "../../../bot/store/message-log/message-log-store.ts";
import { open } from "../../../bot/store/seal.ts";
import type { Vault } from "../../../bot/store/vault.ts";
import { freshDatabase } from "../../support/database.ts";
import { newId, seedBook, testVault, type SeedBook } from "../../support/seed-book.ts";

/** 14:30 on a Sunday in Shanghai. */
export const now: Instant = instant("2026-11-22T06:30:00Z");
export const password = "a-password-for-tests";
export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };

export interface Desk {
  readonly app: Hono<SignedIn>;
  readonly api: Api;
  readonly database: Database;
  readonly vault: Vault;
  readonly book: SeedBook;
  readonly published: string[];
  /** As `admin`; with a body it is posted as JSON. */
  get(path: string): Promise<Response>;
  post(path: string, body?: object): Promise<Response>;
  /** Log entries of that kind, opened, oldest first. */
  logged(kind: string): Promise<{ actor: string; borrowerId: string | null; body: Record<string, unknown> }[]>;
  close(): Promise<void>;
}

export async function openDesk(consoleDir = "/nowhere"): Promise<Desk> {
  const fresh = await freshDatabase();
  const database = connectDatabase(fresh.url, 6);
  const vault = testVault();
  const published: string[] = [];
  const hearers = new Set<(id: string) => void>();
  const bulletin: Bulletin = {
    async publish(_topic, id) {
      published.push(id);
      for (const heard of hearers) heard(id);
    },
    subscribe(_topic, heard) {
      hearers.add(heard);
      return () => hearers.delete(heard);
    },
  };
  const store = createConsoleStore({ database, vault, newId });
  const api = createApi({
    clock: { now: () => now, speed: 1 },
    newId,
    log: silent,
    store,
    messageLog: createMessageLogStore({ database, vault, newId }),
    bulletin,
    lender: "示例小贷",
    adminPassword: password,
    clockInfo: () => ({ now, speed: 60 }),
    ready: async () => ({ status: "ready", checks: {} }),
  });
  const webhooks = createWebhooks({ channels: new Map(), receive: async () => ({ stored: 0, known: 0, nobody: 0 }), log: silent });
  const app = createServerApp({ api, webhooks, consoleDir, adminPassword: password, log: silent });
  const authorization = `Basic ${Buffer.from(`admin:${password}`).toString("base64")}`;
  return {
    app,
    api,
    database,
    vault,
    published,
    book: seedBook(database, vault),
    get: async (path) => app.request(path, { headers: { authorization } }),
    post: async (path, body) =>
      app.request(path, {
        method: "POST",
        headers: { authorization, "content-type": "application/json", "sec-fetch-site": "same-origin" },
        body: JSON.stringify(body ?? {}),
      }),
    async logged(kind) {
      const rows = await database.logEntry.findMany({ where: { kind }, orderBy: { at: "asc" } });
      const keys = await vault.keysOf(
        database,
        rows.flatMap((row) => (row.borrowerId ? [row.borrowerId as BorrowerId] : [])),
      );
      return rows.map((row) => {
        const key = row.borrowerId === null ? vault.root.installation : keys.get(row.borrowerId as BorrowerId);
        if (!key) throw new Error("an entry without a key");
        return { actor: row.actor, borrowerId: row.borrowerId, body: JSON.parse(open(key, `log_entry.body/${row.id}`, row.bodySealed).toString("utf8")) };
      });
    },
    async close() {
      await database.$disconnect();
      await fresh.drop();
    },
  };
}
