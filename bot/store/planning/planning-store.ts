import type { DirtyLoan, PlanningStore } from "../../app/planning/ports.ts";
import type { Zone } from "../../domain/calendar.ts";
import type { LoanId } from "../../domain/ids.ts";
import { sql, type Database } from "../database.ts";
import { dateOf, dayOf } from "../days.ts";
import type { Vault } from "../vault.ts";
import { capacityStore } from "./capacity-store.ts";
import { conductStore } from "./conduct-store.ts";
import { pagesOf, planTouches } from "./plan-touches.ts";
import { withdrawTouches } from "./withdraw-touches.ts";

export function createPlanningStore(database: Database, vault: Vault): PlanningStore {
  return {
    zones: () => zones(database),
    pages: (dueOns) => pagesOf(database, dueOns),
    plan: (...args) => planTouches({ database, vault }, ...args),
    withdrawLacking: (...args) => withdrawTouches({ database, vault }, ...args),
    ...conductStore(database),
    ...capacityStore(database, vault),
    async markPlanned(zone, through, plans) {
      const planned = { plannedTo: dateOf(through), plans };
      await database.planCursor.upsert({ where: { zone }, create: { zone, ...planned }, update: planned });
    },
    dirtyLoans: (limit) =>
      // xmin changes whenever a mark is set again, so that clearing never takes a newer mark with it.
      database.$queryRaw<DirtyLoan[]>(
        sql`SELECT d.loan_id::text AS id, b.zone, d.xmin::text AS mark FROM plan_dirty d JOIN loan l ON l.id = d.loan_id JOIN borrower b ON b.id = l.borrower_id LIMIT ${limit}`,
      ),
    async clearDirty(loans) {
      // What changed in the ledger is looked at for check-ins, too, at once.
      await database.$executeRaw(sql`
        WITH cleared AS (
          DELETE FROM plan_dirty d USING unnest(${loans.map((l) => l.id)}::uuid[], ${loans.map((l) => l.mark)}::text[]) AS was(id, mark)
          WHERE d.loan_id = was.id AND d.xmin::text = was.mark RETURNING d.loan_id)
        INSERT INTO checkin_look (loan_id, look_at) SELECT loan_id, timestamptz '2000-01-01Z' FROM cleared
        ON CONFLICT (loan_id) DO UPDATE SET look_at = excluded.look_at`);
    },
    async loansWaiting(zone, after, limit) {
      const rows = await database.$queryRaw<{ id: LoanId }[]>(sql`
        SELECT DISTINCT t.loan_id::text AS id FROM touch t JOIN borrower b ON b.id = t.borrower_id
        WHERE t.state = 'planned' AND t.kind = 'reminder' AND b.zone = ${zone} AND (${after ?? null}::uuid IS NULL OR t.loan_id > ${after ?? null}::uuid)
        ORDER BY 1 LIMIT ${limit}`);
      return rows.map(({ id }) => id);
    },
  };
}

/** A loose index scan: as many steps as there are zones, not borrowers. */
async function zones(database: Database): ReturnType<PlanningStore["zones"]> {
  const rows = await database.$queryRaw<{ zone: Zone; planned_to: Date | null; plans: string | null }[]>(sql`
    WITH RECURSIVE z AS (
      (SELECT zone FROM borrower ORDER BY zone LIMIT 1)
      UNION ALL
      SELECT (SELECT b.zone FROM borrower b WHERE b.zone > z.zone ORDER BY b.zone LIMIT 1) FROM z WHERE z.zone IS NOT NULL)
    SELECT z.zone, c.planned_to, c.plans FROM z LEFT JOIN plan_cursor c ON c.zone = z.zone WHERE z.zone IS NOT NULL`);
  return rows.map((row) => ({ zone: row.zone, plannedThrough: row.planned_to === null ? undefined : dayOf(row.planned_to), plans: row.plans ?? undefined }));
}
