import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instant } from "../../../bot/domain/calendar.ts";
import type { Place } from "../../../bot/app/lender/views.ts";
import { connectDatabase, sql, type Database } from "../../../bot/store/database.ts";
import { borrowersSql } from "../../../bot/store/lender/borrower-records.ts";
import { casesSql } from "../../../bot/store/lender/case-records.ts";
import type { Statement } from "../../../bot/store/lender/keyset.ts";
import { checkinsSql } from "../../../bot/store/lender/checkin-records.ts";
import { loansSql, paymentsSql } from "../../../bot/store/lender/loan-records.ts";
import { messagesSql } from "../../../bot/store/lender/message-records.ts";
import { promiseCountsSql, promisesSql } from "../../../bot/store/lender/promise-records.ts";
import { statusSql } from "../../../bot/store/lender/status-records.ts";
import { freshDatabase } from "../../support/database.ts";

const size = 200_000;
let database: Database;
let drop: () => Promise<void>;
const ids = { borrower: "", loan: "" };

beforeAll(async () => {
  const fresh = await freshDatabase();
  database = connectDatabase(fresh.url, 2);
  drop = async () => {
    await database.$disconnect();
    await fresh.drop();
  };
  await fill(database);
  const [row] = await database.$queryRaw<{ borrower: string; loan: string }[]>(sql`SELECT borrower_id::text AS borrower, id::text AS loan FROM loan LIMIT 1`);
  if (row) Object.assign(ids, row);
}, 240_000);
afterAll(() => drop());

const middle: Place = { by: "external_id", externalId: "B-0100000" };
const moment: Place = { by: "moment", at: instant("2026-06-01T00:00:00Z"), id: randomUUID() };
const page = { limit: 200 };

describe("of 200,000 borrowers, each list", () => {
  const lists: [name: string, statement: () => Statement][] = [
    ["borrowers", () => borrowersSql(page)],
    ["borrowers, deep", () => borrowersSql({ ...page, after: middle })],
    ["loans, deep", () => loansSql({ ...page, after: middle })],
    ["loans of one", () => loansSql({ ...page, borrower: ids.borrower })],
    ["payments of a loan, deep", () => paymentsSql(ids.loan, { ...page, after: moment })],
    ["messages", () => messagesSql(page)],
    ["messages, deep", () => messagesSql({ ...page, after: moment })],
    ["messages of one", () => messagesSql({ ...page, borrower: ids.borrower, after: moment })],
    ["messages of a span", () => messagesSql({ ...page, from: instant("2026-05-01T00:00:00Z"), to: instant("2026-05-02T00:00:00Z") })],
    ["promises, deep", () => promisesSql({ ...page, after: moment })],
    ["promises of one", () => promisesSql({ ...page, borrower: ids.borrower })],
    ["promises of a state, deep", () => promisesSql({ ...page, state: "open", after: moment })],
    ["status updates", () => statusSql({ ...page, before: instant("2026-11-22T00:00:00Z") })],
    ["status updates, deep", () => statusSql({ ...page, after: moment, before: instant("2026-11-22T00:00:00Z") })],
    ["escalations, deep", () => casesSql({ ...page, after: moment })],
    ["escalations of a rare state", () => casesSql({ ...page, state: "waiting_on_borrower" })],
    ["escalations of one", () => casesSql({ ...page, borrower: ids.borrower })],
    ["check-ins, deep", () => checkinsSql({ ...page, after: moment })],
    ["check-ins of a rare state", () => checkinsSql({ ...page, state: "asking" })],
    ["check-ins of one", () => checkinsSql({ ...page, borrower: ids.borrower })],
    ["promise counts of a day", () => promiseCountsSql({ from: instant("2026-05-01T00:00:00Z"), to: instant("2026-05-02T00:00:00Z") })],
  ];
  it.each(lists)("%s walks along an index and reads little more than its page", async (_name, statement) => {
    const [explained] = await database.$queryRaw<{ "QUERY PLAN": unknown }[]>(sql`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement()}`);
    const text = JSON.stringify(explained);
    expect(text).not.toContain("Seq Scan");
    const buffers = [...text.matchAll(/"Shared (?:Hit|Read) Blocks":(\d+)/g)].slice(0, 2).reduce((sum, [, blocks]) => sum + Number(blocks), 0);
    // 200 rows with two joins by primary key touch some thousand buffers; the whole of a table would be tens of thousands
    expect(buffers).toBeLessThan(4_000);
  });
});

async function fill(db: Database): Promise<void> {
  const statements = [
    sql`INSERT INTO borrower (id, external_id, name_sealed, locale, zone, type, branch, officer, created_at)
      SELECT gen_random_uuid(), 'B-' || lpad(n::text, 7, '0'), '\\x00', 'zh-CN', 'Asia/Shanghai', 'farmer', 'b' || n % 30, 'o' || n % 200, now() FROM generate_series(1, ${size}) n`,
    sql`INSERT INTO loan (id, external_id, borrower_id, product, purpose, trade, risk_grade, currency, principal_minor, disbursed_on, first_due_on, instalments,
        instalment_minor, frequency, branch, officer, status, ledger_as_of, schedule_hash, created_at)
      SELECT gen_random_uuid(), external_id, id, '', '', '', 'B', 'CNY', 1, '2026-01-01', '2026-02-01', 12, 1, 'monthly', branch, officer, 'open', now(), 'x', now() FROM borrower`,
    sql`INSERT INTO payment (id, loan_id, reference, paid_on, amount_minor, posted_at) SELECT gen_random_uuid(), id, 'R', '2026-03-01', 1, now() FROM loan`,
    sql`INSERT INTO message (id, borrower_id, contact_point_id, channel, direction, state, created_at)
      SELECT gen_random_uuid(), id, id, 'sim', 'out', 'sent', timestamptz '2026-01-01' + random() * interval '300 days' FROM borrower`,
    sql`INSERT INTO promise (id, borrower_id, loan_id, instalment_no, amount_minor, currency, promised_on, paid_before_minor, state, check_at, message_id, confirmed_at)
      SELECT gen_random_uuid(), borrower_id, id, 1, 1, 'CNY', '2026-05-01', 0, CASE WHEN random() < 0.1 THEN 'open' ELSE 'kept' END, now(), id,
        timestamptz '2026-01-01' + random() * interval '300 days' FROM loan`,
    sql`INSERT INTO status_update (id, borrower_id, loan_id, kind, at) SELECT gen_random_uuid(), borrower_id, id, 'paid', timestamptz '2026-01-01' + random() * interval '300 days' FROM loan`,
    sql`INSERT INTO escalation (id, borrower_id, loan_id, branch, officer, reason, severity, dedupe_key, state, opened_at)
      SELECT gen_random_uuid(), borrower_id, id, branch, officer, 'hardship', 'high', id::text, CASE WHEN random() < 0.001 THEN 'waiting_on_borrower' ELSE 'resolved' END,
        timestamptz '2026-01-01' + random() * interval '300 days' FROM loan`,
    sql`INSERT INTO checkin_questionnaire (id, questionnaire, version, state, source, source_hash, created_at) VALUES (gen_random_uuid(), 'q', 1, 'published', '', '\\x00', now())`,
    sql`INSERT INTO checkin_round (id, key, kind, questionnaire, goal, started_by, created_at, expires_at) VALUES (gen_random_uuid(), 'r', 'ad_hoc', 'q', '', 'test', now(), now())`,
    sql`INSERT INTO checkin_run (id, borrower_id, loan_id, round_id, round_key, questionnaire_id, questionnaire, version, phase, questions, channel, locale, created_at, expires_at, next_at, ended_at)
      SELECT gen_random_uuid(), borrower_id, loan_id, round, 'k', version, 'q', 1, phase, 3, 'sim', 'zh-CN', timestamptz '2026-01-01' + random() * interval '300 days', now(),
        CASE phase WHEN 'asking' THEN now() END, CASE phase WHEN 'done' THEN now() END
      FROM (SELECT l.borrower_id, l.id AS loan_id, r.id AS round, q.id AS version, CASE WHEN random() < 0.001 THEN 'asking' ELSE 'done' END AS phase
        FROM loan l, checkin_round r, checkin_questionnaire q) t`,
    sql`VACUUM ANALYZE`,
  ];
  for (const statement of statements) await db.$executeRaw(statement);
}
