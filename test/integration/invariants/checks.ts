import { expect } from "vitest";
import { z } from "zod";
import type { Core } from "../../../bot/assembly/core.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { sql } from "../../../bot/store/database.ts";
import { openText } from "../../../bot/store/seal.ts";

export interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly borrowerId: BorrowerId | null;
  readonly body: Readonly<Record<string, unknown>>;
}

const jsonObject = z.record(z.string(), z.unknown());

/** The message log, opened, in the order in which it was written (see `numberLog`; else by time). */
export async function readLog(core: Core): Promise<Entry[]> {
  const rows = await core.database.$queryRawUnsafe<{ id: string; kind: string; at: Date; borrower_id: BorrowerId | null; body_sealed: Uint8Array }[]>(
    `SELECT id::text, kind, at, borrower_id::text, body_sealed FROM log_entry ORDER BY ${await orderOf(core)}`,
  );
  const keys = await core.vault.keysOf(core.database, [...new Set(rows.flatMap((row) => row.borrower_id ?? []))]);
  return rows.map((row) => {
    const key = (row.borrower_id && keys.get(row.borrower_id)) ?? core.vault.root.installation;
    return {
      id: row.id,
      kind: row.kind,
      at: row.at,
      borrowerId: row.borrower_id,
      body: jsonObject.parse(JSON.parse(openText(key, `log_entry.body/${row.id}`, row.body_sealed))),
    };
  });
}

/** Numbers entries as they are inserted. Under one lock (a borrower's, the red button's) that is the order of commits. */
export async function numberLog(core: Core): Promise<void> {
  await core.database.$executeRaw(sql`ALTER TABLE log_entry ADD COLUMN test_seq bigserial`);
}

async function orderOf(core: Core): Promise<string> {
  const rows = await core.database.$queryRaw<object[]>(
    sql`SELECT 1 FROM information_schema.columns WHERE table_name = 'log_entry' AND column_name = 'test_seq'`,
  );
  return rows.length > 0 ? "test_seq" : "at, id";
}

const endings = new Set(["message.sent", "message.unknown", "message.failed", "message.not_sent", "message.withdrawn"]);

/** What a message carried besides the touch that it was made for. */
const carriedBy = (body: Entry["body"]): string[] => carriedForm.parse(body["carried"] ?? []).map(({ touch }) => touch);
const carriedForm = z.array(z.object({ touch: z.string() }));

/** Each claim has exactly one ending. Returns which touches each message was for. */
export function expectClaimsEnded(log: readonly Entry[]): Map<string, string[]> {
  const touchOf = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const { kind, body } of log) {
    const message = String(body["message"]);
    if (kind === "message.claimed") {
      open.set(message, (open.get(message) ?? 0) + 1);
      if (typeof body["touch"] === "string") touchOf.set(message, [body["touch"], ...carriedBy(body)]);
    } else if (endings.has(kind)) {
      open.set(message, (open.get(message) ?? 0) - 1);
    }
  }
  const wrong = [...open].filter(([, claims]) => claims !== 0);
  expect(wrong, "claims without exactly one ending").toEqual([]);
  return touchOf;
}

/** No touch reached the provider twice, whatever the provider answered, and no borrower got two texts of one touch. */
export function expectNothingTwice(arrived: readonly { readonly id: string }[], touchOf: ReadonlyMap<string, readonly string[]>): void {
  const times = new Map<string, number>();
  for (const { id } of arrived) {
    for (const unit of touchOf.get(id) ?? [id]) times.set(unit, (times.get(unit) ?? 0) + 1);
  }
  expect(
    [...times].filter(([, n]) => n > 1),
    "sent twice",
  ).toEqual([]);
}

/** Every touch has ended, and one that ended as sent has a message that was, or may have been. */
export async function expectTouchesTraced(core: Core, count: number): Promise<Record<string, number>> {
  const states = await core.database.$queryRaw<{ state: string; n: number }[]>(sql`SELECT state, count(*)::int AS n FROM touch GROUP BY state`);
  const byState = Object.fromEntries(states.map(({ state, n }) => [state, n]));
  expect(
    states.reduce((sum, { n }) => sum + n, 0),
    "touches planned",
  ).toBe(count);
  expect(
    Object.keys(byState).filter((state) => !["sent", "suppressed", "failed"].includes(state)),
    "touches that have not ended",
  ).toEqual([]);
  const untrue = await core.database.$queryRaw<object[]>(sql`
    SELECT t.id, m.state FROM touch t LEFT JOIN message m ON m.id = t.message_id
    WHERE t.state = 'sent' AND (m.state IS NULL OR m.state NOT IN ('sent', 'delivered', 'read', 'unknown', 'failed'))`);
  expect(untrue, "touches called sent of which nothing was sent").toEqual([]);
  return byState;
}
