import type { Act, HandedOver, Left } from "../../app/people/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import type { PeopleDeps } from "./people-deps.ts";

/** What is still this officer's. A takeover is the officer's whose borrower it is. */
export async function leftWith(tx: Tx, officer: string, now: Date): Promise<Left> {
  const [row] = await tx.$queryRaw<Left[]>(sql`
    SELECT (SELECT count(*)::int FROM borrower WHERE officer = ${officer}) AS borrowers,
      (SELECT count(*)::int FROM loan WHERE officer = ${officer} AND status = 'open') AS loans,
      (SELECT count(*)::int FROM escalation WHERE state <> 'resolved' AND (officer = ${officer} OR acknowledged_by = ${officer})) AS cases,
      (SELECT count(*)::int FROM hold h JOIN borrower b ON b.id = h.borrower_id
        WHERE b.officer = ${officer} AND h.reason = 'takeover' AND h.lifted_at IS NULL AND (h.until IS NULL OR h.until > ${now})) AS takeovers`);
  return row ?? { borrowers: 0, loans: 0, cases: 0, takeovers: 0 };
}

/** Borrowers, their loans, open cases and takeovers, all at once, with an entry for each borrower. */
export async function handOver({ vault, newId }: PeopleDeps, tx: Tx, from: string, to: string, act: Act): Promise<HandedOver> {
  if (from === to) return { status: "refused", why: "same" };
  // In order, so that two hand-overs at once do not wait for each other.
  const rows = await tx.$queryRaw<{ officer: string; role: string; disabled_at: Date | null }[]>(
    sql`SELECT officer, role, disabled_at FROM officer WHERE officer IN (${from}, ${to}) ORDER BY officer FOR UPDATE`,
  );
  const heir = rows.find((row) => row.officer === to);
  if (!heir) return { status: "missing", field: "to" };
  if (heir.disabled_at !== null) return { status: "refused", why: "disabled" };
  if (heir.role !== "officer" && heir.role !== "supervisor") return { status: "refused", why: "role" };
  const moved = await leftWith(tx, from, toDate(act.at));
  // The book may name somebody who never had an account.
  if (!rows.some((row) => row.officer === from) && moved.borrowers + moved.loans + moved.cases === 0) return { status: "missing", field: "from" };
  const borrowers = await move(tx, from, to);
  await appendLog(tx, vault, [
    { id: newId<LogEntryId>(), at: act.at, kind: "officer.handed_over", borrowerId: null, actor: act.actor, body: { from, to, ...moved } },
    ...borrowers.map((borrowerId) => ({ id: newId<LogEntryId>(), at: act.at, kind: "borrower.handed_over", borrowerId, actor: act.actor, body: { from, to } })),
  ]);
  return { status: "handed_over", moved };
}

/** Whose anything moved. Their version rises: a turn under way reads whose they are. */
async function move(tx: Tx, from: string, to: string): Promise<BorrowerId[]> {
  const touched = new Set<BorrowerId>();
  const collect = (rows: readonly { borrower_id: BorrowerId }[]): void => {
    for (const { borrower_id } of rows) touched.add(borrower_id);
  };
  // Locked in one order, as every other that takes several borrowers.
  await tx.$queryRaw(sql`SELECT id FROM borrower WHERE officer = ${from} ORDER BY id FOR UPDATE`);
  collect(
    await tx.$queryRaw<{ borrower_id: BorrowerId }[]>(
      sql`UPDATE borrower SET officer = ${to}, version = version + 1 WHERE officer = ${from} RETURNING id::text AS borrower_id`,
    ),
  );
  collect(await tx.$queryRaw<{ borrower_id: BorrowerId }[]>(sql`UPDATE loan SET officer = ${to} WHERE officer = ${from} RETURNING borrower_id::text`));
  collect(
    await tx.$queryRaw<{ borrower_id: BorrowerId }[]>(sql`
      UPDATE escalation SET officer = CASE WHEN officer = ${from} THEN ${to} ELSE officer END,
        acknowledged_by = CASE WHEN acknowledged_by = ${from} THEN ${to} ELSE acknowledged_by END
      WHERE state <> 'resolved' AND (officer = ${from} OR acknowledged_by = ${from}) RETURNING borrower_id::text`),
  );
  return [...touched];
}
