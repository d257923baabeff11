import type { PlanningStore } from "../../app/planning/ports.ts";
import { dayIn, toDate } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId } from "../../domain/ids.ts";
import { sql, type Database, type Sql } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";
import { kindArrays, kindColumns, kindNames, kindOf, sameKind, type KindRow } from "./kinds.ts";

/** Takes back what waits for a stage that the plan of its loan lacks; one that is being sent just now is sent. */
export async function withdrawTouches(
  { database, vault }: { database: Database; vault: Vault },
  ...[{ zone, loans }, decide, at]: Parameters<PlanningStore["withdrawLacking"]>
): Promise<number> {
  const today = dayIn(at.now, zone);
  const waiting = sql`
    SELECT t.id, t.borrower_id, t.stage, ${kindColumns(today)} FROM touch t JOIN loan l ON l.id = t.loan_id JOIN borrower b ON b.id = t.borrower_id
    WHERE t.loan_id = ANY(${[...loans]}::uuid[]) AND t.state = 'planned' AND t.kind = 'reminder' AND t.follows_id IS NULL`;
  const kinds = await database.$queryRaw<KindRow[]>(sql`SELECT DISTINCT ${kindNames} FROM (${waiting}) w`);
  const plans = decide(kinds.map(kindOf));
  if (plans.length === 0) return 0;
  const has = plans.flatMap(({ kind, stages }) => stages.map((stage) => ({ kind, stage })));
  const numbered = plans.flatMap(({ kind }) => kinds[kind] ?? []);
  const lacking = (what: Sql): Sql => sql`
    SELECT ${what} FROM (${waiting}) s
    JOIN unnest(${kindArrays(numbered)}, ${plans.map(({ kind }) => kind)}::int[]) AS k(${kindNames}, kind) ON ${sameKind}
    WHERE NOT EXISTS (SELECT 1 FROM unnest(${has.map((h) => h.kind)}::int[], ${has.map((h) => h.stage)}::int[]) AS h(kind, stage) WHERE h.kind = k.kind AND h.stage = s.stage)`;
  const [any] = await database.$queryRaw<{ id: string }[]>(sql`${lacking(sql`s.id::text`)} LIMIT 1`);
  if (!any) return 0;
  return database.$transaction(async (tx) => {
    // As each dispatch does: what one of them has claimed by then is no longer planned.
    await tx.$queryRaw(sql`SELECT id FROM borrower WHERE id IN (${lacking(sql`s.borrower_id`)}) ORDER BY id FOR UPDATE`);
    const withdrawn = await tx.$queryRaw<{ id: string; borrower_id: BorrowerId }[]>(sql`
      UPDATE touch SET state = 'suppressed', decision = 'suppress', reasons = '[{"rule":"plan_changed"}]', decided_at = ${toDate(at.now)}, follow_at = NULL
      WHERE id IN (${lacking(sql`s.id`)}) AND state = 'planned' RETURNING id::text, borrower_id::text`);
    const entries = withdrawn.map((touch) => ({
      id: at.newId<LogEntryId>(),
      at: at.now,
      kind: "touch.suppressed",
      borrowerId: touch.borrower_id,
      actor: "bot",
      body: { unit: touch.id, reasons: [{ rule: "plan_changed" }] },
    }));
    await appendLog(tx, vault, entries);
    return withdrawn.length;
  });
}
