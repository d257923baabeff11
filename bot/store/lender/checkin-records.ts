import type { Look } from "../../app/console/ports.ts";
import type { PageOf } from "../../app/lender/ports.ts";
import type { CheckinDetail, CheckinRecord, Records } from "../../app/lender/views.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { openAnswer, openFact } from "../checkins/run-codec.ts";
import type { Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { sql } from "../database.ts";
import { instantOf, instantOrNull } from "../days.ts";
import { all, momentPlace, olderThan, pageOf, type Statement } from "./keyset.ts";

interface Row {
  id: string;
  borrower_id: BorrowerId;
  borrower_external_id: string;
  loan_id: string;
  loan_external_id: string;
  round_id: string;
  questionnaire: string;
  version: number;
  phase: string;
  answered: number;
  created_at: Date;
  offered_at: Date | null;
  ended_at: Date | null;
}

type Query = PageOf & { readonly borrower?: string | undefined; readonly state?: string | undefined };

const rows = sql`SELECT t.id::text, t.borrower_id::text, b.external_id AS borrower_external_id, t.loan_id::text, l.external_id AS loan_external_id,
  t.round_id::text, t.questionnaire, t.version, t.phase, t.answered, t.created_at, t.offered_at, t.ended_at
  FROM checkin_run t JOIN borrower b ON b.id = t.borrower_id JOIN loan l ON l.id = t.loan_id`;

export const checkinsSql = ({ borrower, state, after, limit }: Query): Statement =>
  sql`${rows} WHERE ${all([
    borrower === undefined ? undefined : sql`t.borrower_id = ${borrower}::uuid`,
    state === undefined ? undefined : sql`t.phase = ${state}`,
    olderThan("t.created_at", after),
  ])} ORDER BY t.created_at DESC, t.id DESC LIMIT ${limit + 1}`;

export async function checkinRecords(desk: Desk, query: Query, look: Look): Promise<Records<CheckinRecord>> {
  const found = await desk.tx.$queryRaw<Row[]>(checkinsSql(query));
  const page = pageOf(found, query.limit, recordOf, (row) => momentPlace(row.created_at, row.id));
  await logLooks(
    desk,
    look,
    "api check-ins",
    page.items.map(({ borrower }) => borrower.id),
  );
  return page;
}

export async function checkinRecord(desk: Desk, id: string, look: Look): Promise<CheckinDetail | undefined> {
  const { tx, vault } = desk;
  const [row] = await tx.$queryRaw<Row[]>(sql`${rows} WHERE t.id = ${id}::uuid`);
  if (!row) return undefined;
  await logLooks(desk, look, "api check-in", [row.borrower_id]);
  const key = (await vault.keysOf(tx, [row.borrower_id])).get(row.borrower_id);
  const answers = await tx.checkinAnswer.findMany({ where: { runId: id, withdrawnAt: null }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  const facts = await tx.checkinFact.findMany({ where: { runId: id, supersededAt: null }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  return {
    ...recordOf(row),
    answers: answers.map((each) => ({
      question: each.question,
      answer: key && each.answerSealed ? openAnswer(key, each.id, each.answerSealed) : null,
      at: instantOf(each.at),
      corrects: each.corrects,
    })),
    facts: facts.map((each) => ({
      name: each.name,
      unit: each.unit,
      value: key && each.valueSealed ? openFact(key, each.id, each.valueSealed) : null,
      at: instantOf(each.at),
    })),
  };
}

function recordOf(row: Row): CheckinRecord {
  return {
    id: row.id,
    borrower: { id: row.borrower_id, externalId: row.borrower_external_id },
    loan: { id: row.loan_id, externalId: row.loan_external_id },
    round: row.round_id,
    questionnaire: row.questionnaire,
    version: row.version,
    state: row.phase,
    answered: row.answered,
    createdAt: instantOf(row.created_at),
    offeredAt: instantOrNull(row.offered_at),
    endedAt: instantOrNull(row.ended_at),
  };
}
