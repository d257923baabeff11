import { sql, type Database } from "../../bot/store/database.ts";

/**
 * A big book's message log, written by the database itself: a tenth of the texts are the borrowers' own, few failed,
 * some touches are held. Nothing in it is sealed with a key that exists: it is for plans and counts.
 */
export async function bigLog(database: Database, { borrowers, messages, touches }: { borrowers: number; messages: number; touches: number }): Promise<void> {
  await database.$executeRaw(sql`
    INSERT INTO borrower (id, external_id, name_sealed, locale, zone, type, branch, officer, created_at)
    SELECT md5('b' || n)::uuid, 'B-' || n, decode('00', 'hex'), 'zh-CN', 'Asia/Shanghai', 'farmer', 'branch-' || (n * n) % 50, 'officer-' || n % 500, '2026-01-01'
    FROM generate_series(1, ${borrowers}) n`);
  await database.$executeRaw(sql`
    INSERT INTO contact_point (id, borrower_id, channel, address_sealed, address_index, state, created_at)
    SELECT md5('c' || n)::uuid, md5('b' || n)::uuid, 'sim', decode('00', 'hex'), md5('a' || n)::bytea, 'verified', '2026-01-01' FROM generate_series(1, ${borrowers}) n`);
  await database.$executeRaw(sql`
    INSERT INTO loan (id, external_id, borrower_id, product, purpose, trade, risk_grade, currency, principal_minor, disbursed_on, first_due_on, instalments,
      instalment_minor, frequency, branch, officer, status, ledger_as_of, schedule_hash, created_at)
    SELECT md5('l' || n)::uuid, 'L-' || n, md5('b' || n)::uuid, 'p', 's', 't', 'B', 'CNY', 1, '2026-01-01', '2026-02-01', 1, 1, 'monthly', 'x', 'y', 'open', '2026-01-01', '-', '2026-01-01'
    FROM generate_series(1, ${borrowers}) n`);
  await database.$executeRaw(sql`
    INSERT INTO message (id, borrower_id, contact_point_id, channel, direction, text_class, state, template, decision, reasons, created_at)
    SELECT md5('m' || n)::uuid, md5('b' || 1 + abs(hashint4(n)::bigint) % ${borrowers})::uuid, md5('c' || 1 + abs(hashint4(n)::bigint) % ${borrowers})::uuid,
      CASE WHEN n % 1000 = 0 THEN 'web' ELSE 'sim' END, CASE WHEN n % 10 = 0 THEN 'in' ELSE 'out' END, CASE WHEN n % 10 > 0 THEN 'initiating' END,
      CASE WHEN n % 10 = 0 THEN 'received' WHEN n % 997 = 0 THEN 'failed' WHEN n % 4999 = 0 THEN 'unknown' WHEN n % 3001 = 0 THEN 'suppressed' ELSE 'delivered' END,
      CASE WHEN n % 10 = 0 THEN NULL WHEN n % 2003 = 0 THEN 'rare' ELSE 'template-' || n % 20 END,
      CASE WHEN n % 10 = 0 THEN NULL WHEN n % 3001 = 0 THEN 'suppress' ELSE 'send' END,
      CASE WHEN n % 10 = 0 THEN NULL WHEN n % 3001 = 0 THEN '[{"rule":"hold","detail":"distress"}]'::jsonb ELSE '[{"rule":"allowed"}]'::jsonb END,
      '2026-01-01'::timestamptz + n * interval '37 seconds'
    FROM generate_series(1, ${messages}) n`);
  await database.$executeRaw(sql`
    INSERT INTO touch (id, kind, key, borrower_id, loan_id, instalment_no, due_on, stage, planned_on, channel, template, priority, state, due_at, expires_at,
      decision, reasons, decided_at, created_at)
    SELECT md5('t' || n)::uuid, 'reminder', 'k' || n, md5('b' || 1 + abs(hashint4(n + 7)::bigint) % ${borrowers})::uuid, md5('l' || 1 + abs(hashint4(n + 7)::bigint) % ${borrowers})::uuid, 1,
      '2026-02-01', 3, '2026-02-04', 'sim', 'template-' || n % 20, 1, CASE WHEN n % 3 = 0 THEN 'suppressed' WHEN n % 3 = 1 THEN 'planned' ELSE 'sent' END,
      '2026-02-01', '2026-03-01', CASE n % 3 WHEN 0 THEN 'suppress' WHEN 1 THEN 'defer' ELSE 'send' END,
      CASE WHEN n % 3 = 2 THEN '[{"rule":"allowed"}]'::jsonb WHEN n % 3000 = 0 THEN '[{"rule":"missed"}]'::jsonb WHEN n % 3 = 0 THEN '[{"rule":"paid"}]'::jsonb ELSE '[{"rule":"hours"},{"rule":"budget","detail":"day"}]'::jsonb END,
      '2026-01-01'::timestamptz + n * interval '83 seconds', '2026-01-01'
    FROM generate_series(1, ${touches}) n`);
  for (const table of [sql`borrower`, sql`contact_point`, sql`loan`, sql`message`, sql`touch`]) await database.$executeRaw(sql`ANALYZE ${table}`);
}
