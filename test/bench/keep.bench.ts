/**
 * Backup and restore of a large book against the bare copying of the same rows, in one run:
 * `npx tsx test/bench/keep.bench.ts [borrowers]`. Prints seconds, megabytes and this process's largest memory.
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, chmodSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { to as copyTo } from "pg-copy-streams";
import { systemNow } from "../../bot/domain/calendar.ts";
import { connectPostgres, withDatabase } from "../../bot/services/connect-postgres.ts";
import { startEmbeddedPostgres } from "../../bot/services/embedded-postgres.ts";
import { migrateDeploy, migrateWithin } from "../../bot/services/migrate.ts";
import { restoreBackup } from "../../bot/store/keep/restore-backup.ts";
import { quoted, tablesOf } from "../../bot/store/keep/tables.ts";
import { takeBackup } from "../../bot/store/keep/take-backup.ts";
import { rootKeys } from "../../bot/store/seal.ts";

const borrowers = Number(process.argv[2] ?? 100_000);
const root = rootKeys(Buffer.alloc(32, 1));
const dir = mkdtempSync(path.join(os.tmpdir(), "huifang-bench-keep-"));
chmodSync(dir, 0o711);
const server = await startEmbeddedPostgres({ dataDir: path.join(dir, "postgres") });

/** Rows of the shape and size that a year of reminders leaves: 12 instalments, 3 messages and 8 entries a borrower. */
const bytes = (n: number): string => `decode(repeat(md5(random()::text), ${String(n / 16)}), 'hex')`;
const rows = [
  `INSERT INTO installation (id, go_live_at, key_fingerprint, lender) VALUES (1, now(), '${root.fingerprint}', 'bench')`,
  `INSERT INTO borrower (id, external_id, name_sealed, locale, zone, type, branch, officer, created_at)
   SELECT gen_random_uuid(), 'B' || n, ${bytes(48)}, 'zh-CN', 'Asia/Shanghai', 'farmer', 'b', 'o', now() FROM generate_series(1, ${String(borrowers)}) n`,
  `INSERT INTO keys.borrower_key SELECT id, ${bytes(64)}, now() FROM borrower`,
  `INSERT INTO contact_point (id, borrower_id, channel, address_sealed, address_index, state, created_at)
   SELECT gen_random_uuid(), id, 'sim', ${bytes(48)}, sha256(id::text::bytea), 'verified', now() FROM borrower`,
  `INSERT INTO loan (id, external_id, borrower_id, product, purpose, trade, risk_grade, currency, principal_minor, disbursed_on, first_due_on, instalments,
     instalment_minor, frequency, branch, officer, status, ledger_as_of, schedule_hash, created_at)
   SELECT gen_random_uuid(), 'L' || external_id, id, 'p', 'q', 't', 'B', 'CNY', 1200000, '2026-01-01', '2026-02-01', 12, 100000, 'monthly', 'b', 'o', 'open', now(), md5(external_id), now() FROM borrower`,
  `INSERT INTO instalment SELECT id, n, date '2026-02-01' + 30 * n, 100000, 100000 * n FROM loan, generate_series(1, 12) n`,
  `INSERT INTO message (id, borrower_id, contact_point_id, channel, direction, text_sealed, state, created_at)
   SELECT gen_random_uuid(), borrower_id, id, 'sim', 'out', ${bytes(160)}, 'delivered', now() FROM contact_point, generate_series(1, 3)`,
  `INSERT INTO log_entry SELECT gen_random_uuid(), now(), 'message.sent', id, 'bot', ${bytes(256)}, sha256(id::text::bytea) FROM borrower, generate_series(1, 8)`,
];

try {
  for (const name of ["book", "back"]) await (await connectPostgres(server.url)).query(`CREATE DATABASE ${name}`);
  const url = withDatabase(server.url, "book");
  await migrateDeploy({ url, dir: "prisma/migrations" });
  const client = await connectPostgres(url);
  for (const statement of rows) await client.query(statement);
  await client.query("ANALYZE");
  const base = process.memoryUsage().rss;
  const bare = await timed(async () => {
    for (const table of await tablesOf(client))
      await pipeline(client.query(copyTo(`COPY ${quoted(table)} TO STDOUT`)), new Writable({ write: (_, __, done) => done() }));
  });
  const [out, keysOut] = [path.join(dir, "data"), path.join(dir, "keys")];
  let bytesOut = 0;
  const backup = await timed(async () => {
    const made = await takeBackup(client, { out, keysOut, root, now: systemNow() });
    bytesOut = made.flatMap(({ tables }) => tables).reduce((sum, table) => sum + table.bytes, 0);
  });
  await client.end();
  const into = await connectPostgres(withDatabase(server.url, "back"));
  let restored = 0;
  const restore = await timed(async () => {
    const done = await restoreBackup(into, {
      from: out,
      keys: keysOut,
      root,
      migrating: migrateWithin("prisma/migrations"),
      erasures: [],
      newId: <T extends string>() => randomUUID() as string as T,
      now: systemNow,
      force: false,
      stopped: true,
      onTable: () => undefined,
    });
    restored = done.rows;
  });
  await into.end();
  console.table({
    borrowers,
    rows: restored,
    "bare COPY, s": bare.seconds,
    "backup, s": backup.seconds,
    "backup / bare COPY": (Number(backup.seconds) / Number(bare.seconds)).toFixed(2),
    "restore, s": restore.seconds,
    "backup, MB": (bytesOut / 1e6).toFixed(0),
    "memory before, MB": (base / 1e6).toFixed(0),
    "largest memory, MB": (Math.max(backup.rss, restore.rss) / 1e6).toFixed(0),
  });
} finally {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
}

async function timed(work: () => Promise<void>): Promise<{ seconds: string; rss: number }> {
  let rss = 0;
  const watch = setInterval(() => {
    rss = Math.max(rss, process.memoryUsage().rss);
  }, 50);
  const began = performance.now();
  await work();
  clearInterval(watch);
  return { seconds: ((performance.now() - began) / 1000).toFixed(1), rss };
}
