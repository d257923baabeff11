import type { Candidate, DueRound, RoundStore } from "../../app/checkins/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { CheckinRoundId, LogEntryId, NewId } from "../../domain/ids.ts";
import { logAct } from "../console/desk.ts";
import { sql, type Database } from "../database.ts";
import { instantOf } from "../days.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";
import { makeRuns } from "./make-runs.ts";

export function createRoundStore({ database, vault, newId }: { database: Database; vault: Vault; newId: NewId }): RoundStore {
  return {
    start: ({ id, questionnaire, goal, expiresAt, trade, branch, borrowerType }, by) =>
      database.$transaction(async (tx) => {
        const whom = { ...(trade !== undefined && { trade }), ...(branch !== undefined && { branch }), ...(borrowerType !== undefined && { borrowerType }) };
        await tx.checkinRound.create({
          data: {
            id,
            key: `ad_hoc/${id}`,
            kind: "ad_hoc",
            questionnaire,
            goal,
            ...whom,
            startedBy: by.officer,
            createdAt: toDate(by.at),
            dueAt: toDate(by.at),
            expiresAt: toDate(expiresAt),
          },
        });
        await logAct({ tx, vault, newId }, by, "checkin_round.started", null, { round: id, questionnaire, ...whom });
      }),
    async dueRounds(now) {
      const rows = await database.checkinRound.findMany({ where: { dueAt: { lte: toDate(now) }, expiresAt: { gt: toDate(now) } }, orderBy: { dueAt: "asc" } });
      return rows.map(({ id, key, questionnaire, expiresAt, trade, branch, borrowerType }): DueRound => ({
        id: id as CheckinRoundId,
        key,
        questionnaire,
        expiresAt: instantOf(expiresAt),
        ...(trade !== null && { trade }),
        ...(branch !== null && { branch }),
        ...(borrowerType !== null && { borrowerType }),
      }));
    },
    candidates: ({ trade = null, branch = null, borrowerType = null }, after, limit) =>
      database.$queryRaw<Candidate[]>(sql`
        SELECT DISTINCT ON (b.id) b.id::text AS "borrowerId", l.id::text AS "loanId", b.zone, l.trade
        FROM borrower b JOIN loan l ON l.borrower_id = b.id AND l.status = 'open'
        WHERE (${after ?? null}::uuid IS NULL OR b.id > ${after ?? null}::uuid) AND (${trade}::text IS NULL OR strpos(lower(l.trade), lower(${trade})) > 0)
          AND (${branch}::text IS NULL OR l.branch = ${branch}) AND (${borrowerType}::text IS NULL OR b.type = ${borrowerType})
          AND EXISTS (SELECT 1 FROM keys.borrower_key k WHERE k.borrower_id = b.id)
        ORDER BY b.id, l.principal_minor DESC, l.id LIMIT ${limit}`),
    make: (runs, now) => database.$transaction((tx) => makeRuns(tx, runs, now)),
    chosen: (round, made, now) =>
      database.$transaction(async (tx) => {
        const { count } = await tx.checkinRound.updateMany({ where: { id: round, dueAt: { not: null } }, data: { dueAt: null } });
        const entry = { id: newId<LogEntryId>(), at: now, kind: "checkins.planned", borrowerId: null, actor: "bot", body: { round, count: made } };
        if (count > 0) await appendLog(tx, vault, [entry]);
      }),
  };
}
