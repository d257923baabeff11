import type { PlanningStore } from "../../app/planning/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { LogEntryId } from "../../domain/ids.ts";
import type { Window } from "../../domain/reminders/capacity.ts";
import { sql, type Database, type Sql } from "../database.ts";
import { instantOf } from "../days.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";

interface LoadRow {
  borrower: string;
  branch: string;
  officer: string;
  an_hour: number;
  at: Date;
  not_later: boolean;
  expires_at: Date;
}

/** Not decided yet: what the gate has put off stands where it put it. */
const waiting = ({ from, to }: Window): Sql =>
  sql`t.kind = 'reminder' AND t.state = 'planned' AND t.decision IS NULL AND t.due_at >= ${toDate(from)} AND t.due_at < ${toDate(to)}`;

export function capacityStore(database: Database, vault: Vault): Pick<PlanningStore, "crowded" | "takenBy" | "move"> {
  return {
    crowded: (of) => crowded(database, of),
    async takenBy({ zone, from, to, of: { branch, officer } }) {
      const rows = await database.$queryRaw<{ at: Date }[]>(sql`
        SELECT min(t.due_at) AS at FROM touch t JOIN borrower b ON b.id = t.borrower_id
        WHERE t.kind = 'reminder' AND t.state IN ('planned', 'claimed', 'sent') AND t.due_at >= ${toDate(from)} AND t.due_at < ${toDate(to)}
          AND b.zone = ${zone} AND b.branch = ${branch} ${officer === undefined ? sql`` : sql`AND b.officer = ${officer}`}
        GROUP BY t.borrower_id`);
      return rows.map(({ at }) => instantOf(at));
    },
    move: ({ moves, ...day }, { now, newId }) =>
      database.$transaction(async (tx) => {
        const count = await tx.$executeRaw(sql`
          UPDATE touch t SET due_at = m.at, follow_at = t.follow_at + (m.at - t.due_at)
          FROM unnest(${moves.map((one) => one.borrower)}::uuid[], ${moves.map((one) => toDate(one.to))}::timestamptz[]) AS m(borrower_id, at)
          WHERE t.borrower_id = m.borrower_id AND ${waiting(day)}`);
        if (count > 0)
          await appendLog(tx, vault, [{ id: newId<LogEntryId>(), at: now, kind: "touches.levelled", borrowerId: null, actor: "bot", body: { count } }]);
      }),
  };
}

async function crowded(database: Database, { zone, capacity, ...day }: Parameters<PlanningStore["crowded"]>[0]): ReturnType<PlanningStore["crowded"]> {
  const lines = capacity.flatMap(({ branches, ...line }, nth) => (branches ?? [null]).map((branch) => ({ ...line, nth, branch })));
  const rows = await database.$queryRaw<LoadRow[]>(sql`
    WITH load AS (
      SELECT t.borrower_id::text AS borrower, b.branch, CASE c.per WHEN 'officer' THEN b.officer ELSE '' END AS officer, c.an_hour,
        min(t.due_at) AS at, bool_or(t.stage <= 0) AS not_later, min(t.expires_at) AS expires_at
      FROM touch t JOIN borrower b ON b.id = t.borrower_id
      CROSS JOIN LATERAL (
        SELECT l.per, l.an_hour FROM unnest(${lines.map((l) => l.nth)}::int[], ${lines.map((l) => l.branch)}::text[], ${lines.map((l) => l.per)}::text[],
          ${lines.map((l) => l.anHour)}::int[]) AS l(nth, branch, per, an_hour)
        WHERE l.branch IS NULL OR l.branch = b.branch ORDER BY l.nth LIMIT 1) c
      WHERE ${waiting(day)} AND b.zone = ${zone} GROUP BY 1, 2, 3, 4),
    crowded AS (
      SELECT DISTINCT branch, officer FROM (
        SELECT branch, officer, an_hour, count(*) AS borrowers FROM load
        GROUP BY branch, officer, an_hour, floor(extract(epoch FROM at - ${toDate(day.from)}::timestamptz) / 3600)) h WHERE borrowers > an_hour)
    SELECT load.* FROM load JOIN crowded USING (branch, officer) ORDER BY branch, officer, borrower`);
  const groups = new Map<string, LoadRow[]>();
  for (const row of rows) {
    const name = JSON.stringify([row.branch, row.officer]);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return [...groups.values()].flatMap((of) => {
    const [first] = of;
    if (!first) return [];
    const loads = of.map((row) => ({ borrower: row.borrower, at: instantOf(row.at), notLater: row.not_later, expiresAt: instantOf(row.expires_at) }));
    return [{ branch: first.branch, officer: first.officer === "" ? undefined : first.officer, anHour: first.an_hour, loads }];
  });
}
