import { Hono } from "hono";
import { expect } from "vitest";
import { createPublicApi } from "../../../bot/api/public/public-api.ts";
import type { Called } from "../../../bot/api/public/public-routes.ts";
import { onFault } from "../../../bot/api/on-fault.ts";
import { storable } from "../../../bot/api/storable.ts";
import { scopes, type Caller } from "../../../bot/app/access/caller.ts";
import type { Bulletin } from "../../../bot/app/ports.ts";
import { publicApiDeps } from "../../../bot/assembly/public-api.ts";
import type { PaceRule } from "../../../bot/app/requests/ports.ts";
import { instant, plus, type Instant } from "../../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { connectDatabase, type Database } from "../../../bot/store/database.ts";
import { open } from "../../../bot/store/seal.ts";
import type { Vault } from "../../../bot/store/vault.ts";
import { freshDatabase } from "../../support/database.ts";
import { newId, seedBook, testVault, type SeedBook } from "../../support/seed-book.ts";
import { createContract } from "./contract.ts";

export const start: Instant = instant("2026-11-22T06:30:00Z");

/** As `Response.json` gives it. */
export type Json = Awaited<ReturnType<Response["json"]>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

export interface PublicDesk {
  readonly database: Database;
  readonly vault: Vault;
  readonly book: SeedBook;
  readonly contract: ReturnType<typeof createContract>;
  /** Each answer is held to the published document. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  as(caller: Caller): void;
  wait(ms: number): void;
  now(): Instant;
  logged(kind: string): Promise<{ actor: string; borrowerId: string | null; body: Record<string, unknown> }[]>;
  close(): Promise<void>;
}

export const core: Caller = { kind: "key", id: "key-1", name: "core", scopes };
export const other: Caller = { kind: "key", id: "key-2", name: "other", scopes };

/** The API of `/api/v1`, behind a stand-in for the sign-in. */
export async function openPublicDesk(paceRule: PaceRule = { perMinute: 60_000, burst: 10_000 }): Promise<PublicDesk> {
  const fresh = await freshDatabase();
  const database = connectDatabase(fresh.url, 12);
  const vault = testVault();
  let now = start;
  let caller: Caller = core;
  const clock = { now: () => now, speed: 1 };
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (fields: object) => faults.push(fields) };
  const faults: object[] = [];
  const bulletin: Bulletin = { publish: async () => undefined, subscribe: () => () => undefined };
  const api = createPublicApi({ ...publicApiDeps({ database, vault, newId, bulletin, log, clock }, 1), paceRule });
  const app = new Hono<Called>();
  app.onError(onFault(log));
  app.use(async (c, next) => {
    c.set("caller", caller);
    await next();
  });
  app.use(storable);
  app.route("/", api);
  const contract = createContract(await (await app.request("/api/v1/openapi.json")).json());
  return {
    database,
    vault,
    contract,
    book: seedBook(database, vault),
    async call(method, path, body, headers = {}) {
      const init = {
        method,
        headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      };
      const url = new URL(`http://api${path}`);
      const response = await app.request(url, init);
      if (response.status >= 500) expect(faults, `${method} ${path}`).toEqual([]);
      await contract.check(method, url.pathname, response);
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
    as(who) {
      caller = who;
    },
    wait(ms) {
      now = plus(now, ms);
    },
    now: () => now,
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

export const wang = {
  name: "王秀英",
  locale: "zh-CN",
  timezone: "Asia/Shanghai",
  type: "micro_enterprise",
  channel: "sim",
  address: "sim-wang",
  phone: "13800138000",
  branch: "hangzhou",
  officer: "li.wei",
};
export const stall = {
  borrower: "B-1",
  product: "working capital",
  purpose: "stock",
  trade: "grocery",
  riskGrade: "B",
  currency: "CNY",
  principal: "96396.00",
  disbursedOn: "2026-10-15",
  firstDueOn: "2026-11-15",
  instalments: 12,
  instalmentAmount: "8033.00",
  frequency: "monthly",
  branch: "hangzhou",
  officer: "li.wei",
};
