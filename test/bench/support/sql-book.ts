import { randomUUID } from "node:crypto";
import type pg from "pg";
import { isoInstant, type Day, type Instant } from "../../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { seal } from "../../../bot/store/seal.ts";
import type { Vault } from "../../../bot/store/vault.ts";

const batch = 10_000;

/**
 * A book written past the import, to be large quickly: a borrower a loan, six monthly instalments, two behind `today` and
 * four from it on, the due days spread evenly over thirty days; nine borrowers of ten have paid what was due.
 */
export async function sqlBook(client: pg.Client, vault: Vault, of: { loans: number; today: Day; at: Instant; from?: number }): Promise<void> {
  const { from = 0, loans, today, at } = of;
  for (let start = from; start < loans; start += batch) {
    const made = Array.from({ length: Math.min(batch, loans - start) }, () => {
      const id = randomUUID() as string as BorrowerId;
      const { key, wrapped } = vault.newKey(id);
      const point = randomUUID();
      const hex = (bytes: Buffer): string => bytes.toString("hex");
      return {
        id,
        wrapped: hex(wrapped),
        name: hex(seal(key, `borrower.name/${id}`, "王芳")),
        point,
        address: hex(seal(key, `contact_point.address/${point}`, "sim-1")),
      };
    });
    const arrays = [made.map((m) => m.id), made.map((m) => m.wrapped), made.map((m) => m.name), made.map((m) => m.point), made.map((m) => m.address)];
    await client.query("BEGIN");
    await client.query(
      "CREATE TEMP TABLE made ON COMMIT DROP AS SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[]) WITH ORDINALITY AS t(id, wrapped, name, point, address, n)",
      arrays,
    );
    await client.query(
      `INSERT INTO borrower (id, external_id, name_sealed, locale, zone, type, branch, officer, created_at)
       SELECT id, 'B' || lpad((n + $1)::text, 8, '0'), decode(name, 'hex'), 'zh-CN', 'Asia/Shanghai', 'farmer', 'b' || n % 50, 'o' || n % 500, $2 FROM made`,
      [start, isoInstant(at)],
    );
    await client.query(`INSERT INTO keys.borrower_key (borrower_id, wrapped, created_at) SELECT id, decode(wrapped, 'hex'), $1 FROM made`, [isoInstant(at)]);
    await client.query(
      `INSERT INTO contact_point (id, borrower_id, channel, address_sealed, address_index, state, created_at)
       SELECT point, id, 'sim', decode(address, 'hex'), sha256(id::text::bytea), 'verified', $1 FROM made`,
      [isoInstant(at)],
    );
    await client.query(
      `INSERT INTO loan (id, external_id, borrower_id, product, purpose, trade, risk_grade, currency, principal_minor, disbursed_on, first_due_on, instalments,
         instalment_minor, frequency, branch, officer, status, paid_minor, ledger_as_of, schedule_hash, created_at)
       SELECT gen_random_uuid(), 'L' || lpad((n + $1)::text, 8, '0'), id, 'p', 'q', 't', 'B', 'CNY', 600000, $2::date - 90, $2::date - 60 + (n % 30)::int, 6, 100000, 'monthly',
         'b', 'o', 'open', CASE WHEN n % 10 = 0 THEN 0 ELSE 200000 END, $3, md5(n::text), $3 FROM made`,
      [start, today, isoInstant(at)],
    );
    await client.query(
      `INSERT INTO instalment (loan_id, no, due_on, amount_minor, cumulative_minor)
       SELECT l.id, i, l.first_due_on + 30 * (i - 1), 100000, 100000 * i FROM made m JOIN loan l ON l.borrower_id = m.id, generate_series(1, 6) i`,
    );
    await client.query("COMMIT");
  }
  await client.query("VACUUM ANALYZE");
}

/** The day from which nothing is planned yet, told to the planner as what it has planned through. */
export async function planThrough(client: pg.Client, through: Day): Promise<void> {
  await client.query(
    "INSERT INTO plan_cursor (zone, planned_to) VALUES ('Asia/Shanghai', $1) ON CONFLICT (zone) DO UPDATE SET planned_to = excluded.planned_to",
    [through],
  );
}
