import type { LoanLookedAt, Looked, LookStore } from "../../app/checkins/ports.ts";
import { dayMs, plus, toDate, type Instant } from "../../domain/calendar.ts";
import type { LoanId, LogEntryId, NewId } from "../../domain/ids.ts";
import { sql, type Database, type Sql, type Tx } from "../database.ts";
import { dateOrNull } from "../days.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";
import { loansLookedAt } from "./loans-looked-at.ts";
import { makeRuns } from "./make-runs.ts";

interface Of {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
}

export function createLookStore({ database, vault, newId }: Of): LookStore {
  return {
    async planIs(version, now) {
      // Two processes with other plans, as while one is rolled out, do not look at the whole book each minute.
      await database.$executeRaw(sql`
        WITH other AS (
          INSERT INTO checkin_plan_in_force AS p (version, since) VALUES (${version}, ${toDate(now)})
          ON CONFLICT ("only") DO UPDATE SET version = excluded.version, since = excluded.since
            WHERE p.version <> excluded.version AND p.since < ${toDate(plus(now, -dayMs))} RETURNING 1)
        UPDATE checkin_look SET look_at = ${toDate(now)} WHERE look_at > ${toDate(now)} AND EXISTS (SELECT 1 FROM other)`);
    },
    async areDue(now) {
      const [row] = await database.$queryRaw<{ due: boolean }[]>(sql`SELECT EXISTS (SELECT 1 FROM checkin_look WHERE look_at <= ${toDate(now)}) AS due`);
      return row?.due === true;
    },
    page: (limit, now, decide) =>
      database.$transaction(async (tx) => {
        const ids = (await tx.$queryRaw<{ id: LoanId }[]>(dueLooks(now, limit))).map(({ id }) => id);
        if (ids.length === 0) return { looked: 0, chats: 0, visits: 0 };
        const loans: readonly LoanLookedAt[] = await loansLookedAt(tx, ids, now);
        const looked = decide(loans);
        const made = await writeLooked(tx, looked, now);
        await setLooks(tx, ids, looked);
        if (made.chats + made.visits > 0)
          await appendLog(tx, vault, [{ id: newId<LogEntryId>(), at: now, kind: "checkins.planned", borrowerId: null, actor: "bot", body: made }]);
        return { looked: ids.length, ...made };
      }),
  };
}

/** Another planner's page is left to it. */
export const dueLooks = (now: Instant, limit: number): Sql => sql`
  SELECT loan_id::text AS id FROM checkin_look WHERE look_at <= ${toDate(now)} ORDER BY look_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;

async function writeLooked(tx: Tx, looked: readonly Looked[], now: Instant): Promise<{ chats: number; visits: number }> {
  const runs = looked.flatMap(({ run }) => run ?? []);
  const visits = looked.flatMap(({ visit }) => visit ?? []);
  const roundIds = await keepRounds(
    tx,
    [...runs, ...visits].map(({ round }) => round),
    now,
  );
  const roundOf = (key: string) => {
    const id = roundIds.get(key);
    if (id === undefined) throw new Error("a round that was just kept is missing");
    return id;
  };
  const chats = await makeRuns(
    tx,
    runs.map(({ round, ...run }) => ({ ...run, roundId: roundOf(round.key) })),
    now,
  );
  if (visits.length === 0) return { chats, visits: 0 };
  const of = <T>(pick: (visit: (typeof visits)[number]) => T): T[] => visits.map(pick);
  const made = await tx.$executeRaw(sql`
    INSERT INTO visit_task (id, borrower_id, loan_id, round_id, round_key, questionnaire, state, branch, officer, created_at, due_on)
    SELECT id, borrower_id, loan_id, round_id, round_key, questionnaire, 'open', branch, officer, ${toDate(now)}, due_on
    FROM unnest(${of(({ id }) => id)}::uuid[], ${of(({ borrowerId }) => borrowerId)}::uuid[], ${of(({ loanId }) => loanId)}::uuid[], ${of(({ round }) => roundOf(round.key))}::uuid[],
      ${of(({ roundKey }) => roundKey)}::text[], ${of(({ round }) => round.questionnaire)}::text[], ${of(({ branch }) => branch)}::text[], ${of(({ officer }) => officer)}::text[],
      ${of(({ dueOn }) => dueOn)}::date[]) AS v(id, borrower_id, loan_id, round_id, round_key, questionnaire, branch, officer, due_on)
    ON CONFLICT (borrower_id, round_key) DO NOTHING`);
  return { chats, visits: made };
}

type Round = NonNullable<Looked["run"]>["round"];

/** Each month's round is made by whoever needs it first. */
async function keepRounds(tx: Tx, needed: readonly Round[], now: Instant): Promise<ReadonlyMap<string, Round["id"]>> {
  const rounds = [...new Map(needed.map((round) => [round.key, round])).values()];
  if (rounds.length === 0) return new Map();
  const of = <T>(pick: (round: Round) => T): T[] => rounds.map(pick);
  await tx.$executeRaw(sql`
    INSERT INTO checkin_round (id, key, kind, line, questionnaire, goal, created_at, expires_at)
    SELECT id, key, 'scheduled', line, questionnaire, goal, ${toDate(now)}, expires_at
    FROM unnest(${of(({ id }) => id)}::uuid[], ${of(({ key }) => key)}::text[], ${of(({ line }) => line)}::text[], ${of(({ questionnaire }) => questionnaire)}::text[],
      ${of(({ goal }) => goal)}::text[], ${of(({ expiresAt }) => toDate(expiresAt))}::timestamptz[]) AS r(id, key, line, questionnaire, goal, expires_at)
    ORDER BY key ON CONFLICT (key) DO NOTHING`);
  const rows = await tx.$queryRaw<{ id: Round["id"]; key: string }[]>(sql`
    SELECT id::text, key FROM checkin_round WHERE key = ANY(${of(({ key }) => key)}::text[])`);
  return new Map(rows.map(({ id, key }) => [key, id]));
}

/** A loan that is gone, erased or over is not looked at again. */
async function setLooks(tx: Tx, ids: readonly LoanId[], looked: readonly Looked[]): Promise<void> {
  const again = looked.filter(({ lookAt }) => lookAt !== null);
  await tx.$executeRaw(sql`
    UPDATE checkin_look k SET look_at = s.at
    FROM unnest(${again.map(({ loanId }) => loanId)}::uuid[], ${again.map(({ lookAt }) => dateOrNull(lookAt))}::timestamptz[]) AS s(loan_id, at) WHERE k.loan_id = s.loan_id`);
  const kept = new Set(again.map(({ loanId }) => loanId));
  const over = ids.filter((id) => !kept.has(id));
  if (over.length > 0) await tx.$executeRaw(sql`DELETE FROM checkin_look WHERE loan_id = ANY(${over}::uuid[])`);
}
