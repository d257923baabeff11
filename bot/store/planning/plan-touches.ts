import type { At, DueOf, KindStage, PageEnd, PlanningStore, Stretch } from "../../app/planning/ports.ts";
import { dayIn, instantAt, toDate, type Day, type Instant, type Zone } from "../../domain/calendar.ts";
import type { LoanId, LogEntryId } from "../../domain/ids.ts";
import { join, sql, type Database, type Sql, type Tx } from "../database.ts";
import { dayOf } from "../days.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";
import { kindArrays, kindColumns, kindNames, kindOf, sameKind, type KindRow } from "./kinds.ts";

/** Instalments of a page: a transaction of about a second. */
const pageSize = 20_000;

/**
 * Sets aside what falls due, asks what holds for each kind of loan among it, and makes all touches by one statement: the
 * rows themselves never leave the database.
 */
export function planTouches(
  { database, vault }: { database: Database; vault: Vault },
  ...[of, decide, at]: Parameters<PlanningStore["plan"]>
): Promise<number> {
  return database.$transaction(async (tx) => {
    await setAside(tx, of, at.now);
    const kinds = await tx.$queryRaw<KindRow[]>(sql`SELECT DISTINCT ${kindNames} FROM due_now`);
    const stages = decide(kinds.map(kindOf));
    const made = stages.length === 0 ? 0 : await tx.$executeRaw(insertTouches(stages, kinds, of.zone, at.now));
    if (made > 0) await logPlanned(tx, vault, made, at);
    return made;
  });
}

const logPlanned = (tx: Tx, vault: Vault, count: number, { now, newId }: At): Promise<void> =>
  appendLog(tx, vault, [{ id: newId<LogEntryId>(), at: now, kind: "touches.planned", borrowerId: null, actor: "bot", body: { count } }]);

/** Reads the index over due days alone: each day ends with a stretch, and so does each so many instalments. */
export async function pagesOf(database: Database, dueOns: readonly Day[]): ReturnType<PlanningStore["pages"]> {
  const ends = await database.$queryRaw<{ due_on: Date; loan_id: LoanId; no: number; nth: bigint }[]>(sql`
    SELECT due_on, loan_id::text, no, nth FROM (
      SELECT due_on, loan_id, no, row_number() OVER w AS nth, lead(no) OVER w AS following FROM instalment WHERE due_on = ANY(${[...dueOns]}::date[])
      WINDOW w AS (PARTITION BY due_on ORDER BY loan_id, no)) i
    WHERE nth % ${pageSize} = 0 OR following IS NULL ORDER BY due_on, nth`);
  const pages: Stretch[][] = [];
  let room = 0;
  let before: { dueOn: Day; end: PageEnd; nth: number } | undefined;
  for (const row of ends) {
    const [dueOn, end, nth] = [dayOf(row.due_on), { loanId: row.loan_id, no: row.no }, Number(row.nth)];
    const after = before?.dueOn === dueOn ? before : undefined;
    const size = nth - (after?.nth ?? 0);
    const stretch = { dueOn, end, ...(after && { after: after.end }) };
    const last = pages.at(-1);
    if (last && size <= room) last.push(stretch);
    else {
      pages.push([stretch]);
      room = pageSize;
    }
    room -= size;
    before = { dueOn, end, nth };
  }
  return pages;
}

const within = ({ dueOn, after, end }: Stretch): Sql => sql`
  SELECT loan_id, no, due_on, cumulative_minor FROM instalment WHERE due_on = ${dueOn}::date
  ${after ? sql`AND (loan_id, no) > (${after.loanId}::uuid, ${after.no})` : sql``} ${end ? sql`AND (loan_id, no) <= (${end.loanId}::uuid, ${end.no})` : sql``}`;

async function setAside(tx: Tx, of: DueOf, now: Instant): Promise<void> {
  const due =
    "loans" in of
      ? sql`SELECT loan_id, no, due_on, cumulative_minor FROM instalment WHERE loan_id = ANY(${[...of.loans]}::uuid[]) AND due_on = ANY(${[...of.dueOns]}::date[])`
      : join(of.page.map(within), " UNION ALL ");
  await tx.$executeRaw(sql`
    CREATE TEMPORARY TABLE due_now ON COMMIT DROP AS
    SELECT i.loan_id, i.no, i.due_on, l.borrower_id, b.preferred_channel, ${kindColumns(dayIn(now, of.zone))}
    FROM (${due}) i
    -- OFFSET 0: each loan and borrower by its key; for each page the planner would else read the whole book.
    CROSS JOIN LATERAL (SELECT * FROM loan WHERE id = i.loan_id OFFSET 0) l CROSS JOIN LATERAL (SELECT * FROM borrower WHERE id = l.borrower_id OFFSET 0) b
    WHERE i.cumulative_minor > l.paid_minor AND l.status = 'open' AND b.zone = ${of.zone}`);
}

/** The channel that the borrower asked for; else their newest open point, a text message only where there is nothing else. */
const channel = sql`(SELECT c.channel FROM contact_point c WHERE c.borrower_id = s.borrower_id AND c.state <> 'closed'
  ORDER BY (c.channel = s.preferred_channel) IS TRUE DESC, c.channel = 'sms', c.created_at DESC LIMIT 1)`;

function insertTouches(stages: readonly KindStage[], kinds: readonly KindRow[], zone: Zone, now: Instant): Sql {
  const of = <T>(pick: (stage: KindStage) => T): T[] => stages.map(pick);
  const kindsOf = stages.flatMap(({ kind }) => kinds[kind] ?? []);
  const { begins, moments } = spreadsOf(stages, zone);
  return sql`
    INSERT INTO touch (id, kind, key, borrower_id, loan_id, instalment_no, due_on, stage, planned_on, channel, template, priority, state, due_at, expires_at,
      follow_up, follow_at, created_at)
    -- No open contact point: planned all the same, so that the gate can say that there is none.
    SELECT gen_random_uuid(), 'reminder', 'reminder/' || s.loan_id || '/' || s.no || '/' || s.due_day || '/' || s.stage, s.borrower_id, s.loan_id, s.no, s.due_on,
      s.stage, s.planned_on, coalesce(${channel}, 'none'), s.template, s.priority, 'planned', s.at, s.expires_at,
      s.follow_up, s.at + s.follow_ms * interval '1 millisecond', ${toDate(now)}
    FROM (SELECT s.loan_id, s.no, s.due_on, s.borrower_id, s.preferred_channel, k.due_day, k.stage, k.planned_on, k.template, k.priority, k.expires_at, k.follow_up, k.follow_ms,
      -- As minuteIn does (bot/domain/reminders/touches.ts): the minute is the place in the list of the day's moments.
      (${moments.map(toDate)}::timestamptz[])[k.begins + 1 + fnv1a(s.borrower_id || '/' || k.send_on) % k.minutes] AS at
    FROM due_now s
    JOIN unnest(${kindArrays(kindsOf)}, ${of((t) => t.dueOn)}::text[], ${of((t) => t.stage)}::int[], ${of((t) => t.plannedOn)}::date[],
      ${of((t) => t.template)}::text[], ${of((t) => t.priority)}::int[], ${of((t) => toDate(t.expiresAt))}::timestamptz[],
      ${of((t) => (t.followUp ? JSON.stringify(t.followUp) : null))}::jsonb[], ${of(firstLookMs)}::float8[], ${of((t) => t.sendOn)}::text[],
      ${of((t) => t.spread.minutes)}::int[], ${begins}::int[])
      AS k(${kindNames}, due_day, stage, planned_on, template, priority, expires_at, follow_up, follow_ms, send_on, minutes, begins)
      ON k.due_day::date = s.due_on AND ${sameKind}
    OFFSET 0) s
    -- What was suppressed for a reason that is over (rescheduled and back, closed by mistake, paid and reversed, another
    -- plan) opens again, and what waits is said in the words of its plan.
    ON CONFLICT (key) DO UPDATE SET state = 'planned', template = excluded.template, priority = excluded.priority, expires_at = excluded.expires_at,
      due_at = CASE touch.state WHEN 'planned' THEN touch.due_at ELSE greatest(excluded.due_at, ${toDate(now)}) END,
      decision = CASE touch.state WHEN 'planned' THEN touch.decision END, reasons = CASE touch.state WHEN 'planned' THEN touch.reasons END
      WHERE touch.expires_at > ${toDate(now)} AND CASE touch.state
        WHEN 'planned' THEN touch.template <> excluded.template
        WHEN 'suppressed' THEN touch.reasons @> ANY(ARRAY['[{"rule":"rescheduled"}]', '[{"rule":"loan_closed"}]', '[{"rule":"paid"}]', '[{"rule":"plan_changed"}]']::jsonb[])
        ELSE false END`;
}

const firstLookMs = ({ followUp }: KindStage): number | null =>
  followUp ? Math.min(followUp.undeliveredMs ?? Infinity, followUp.unansweredMs ?? Infinity) : null;

/** The moments of the minutes over which days' touches are spread, one day after the other, and where each stage's begin: what a clock that is put forward does to them is the domain's to say. */
function spreadsOf(stages: readonly KindStage[], zone: Zone): { begins: number[]; moments: Instant[] } {
  const places = new Map<string, number>();
  const moments: Instant[] = [];
  const begins = stages.map(({ sendOn, spread: { fromMinute, minutes } }) => {
    const name = `${sendOn}/${String(fromMinute)}/${String(minutes)}`;
    const known = places.get(name);
    if (known !== undefined) return known;
    const begin = moments.length;
    places.set(name, begin);
    for (let minute = 0; minute < minutes; minute++) moments.push(instantAt(sendOn, fromMinute + minute, zone));
    return begin;
  });
  return { begins, moments };
}
