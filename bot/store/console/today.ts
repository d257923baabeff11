import type { ScopedLook } from "../../app/console/ports.ts";
import type { HeldTouch, SaidItem, TodayView } from "../../app/console/views.ts";
import { dayMs, plus, toDate, type Instant } from "../../domain/calendar.ts";
import { sql } from "../database.ts";
import { dayOf, instantOf } from "../days.ts";
import type { Desk } from "./desk.ts";
import { escalationRow, openEscalations } from "./escalation-rows.ts";
import { logLooks } from "./looks.ts";
import { peopleOf, type People } from "./people.ts";
import { seen } from "./seen.ts";
import { reasonsOf } from "./reasons.ts";

const latest = 12;
const mostHeld = 30;
const mostEscalations = 8;
/** Each is a person's work; more than that is an outage, and the count says so. */
const mostUnknown = 50;

/** "Today" is each borrower's own calendar day: what was said at 00:30 in their zone is today's. */
export async function today(desk: Desk, look: ScopedLook): Promise<TodayView> {
  const { tx } = desk;
  const now = look.at;
  const mine = seen(look.sees);
  const out = await tx.$queryRaw<{ state: string; count: number }[]>(sql`
    SELECT m.state, count(*)::int AS count FROM message m JOIN borrower b ON b.id = m.borrower_id
    WHERE m.direction = 'out' AND m.claimed_at ${ofToday(now)} AND ${sameDay.claimed(now)} AND ${mine} GROUP BY 1 ORDER BY 2 DESC`);
  const [came] = await tx.$queryRaw<{ count: number }[]>(sql`
    SELECT count(*)::int AS count FROM message m JOIN borrower b ON b.id = m.borrower_id
    WHERE m.direction = 'in' AND m.received_at ${ofToday(now)} AND ${sameDay.received(now)} AND ${mine}`);
  const because = await tx.$queryRaw<{ decision: string; rule: string; detail: string | null; count: number }[]>(sql`
    SELECT t.decision, coalesce(t.reasons -> 0 ->> 'rule', '') AS rule, t.reasons -> 0 ->> 'detail' AS detail, count(*)::int AS count
    FROM touch t JOIN borrower b ON b.id = t.borrower_id
    WHERE t.decided_at ${ofToday(now)} AND ${sameDay.decided(now)} AND ${mine} GROUP BY 1, 2, 3 ORDER BY 4 DESC`);
  const held = await tx.$queryRaw<HeldSql[]>(sql`
    SELECT t.id::text, t.borrower_id::text, t.stage, t.due_on, t.decision, t.reasons, t.decided_at, t.due_at, t.state
    FROM touch t JOIN borrower b ON b.id = t.borrower_id
    -- Reminders: a welcome or a receipt has no stage and no due day to show; it is among the counted reasons.
    WHERE t.kind = 'reminder' AND t.decision IN ('defer', 'suppress') AND t.decided_at ${ofToday(now)} AND ${sameDay.decided(now)} AND ${mine} ORDER BY t.decided_at DESC, t.id LIMIT ${mostHeld}`);
  const latestOut = await said(
    desk,
    sql`m.direction = 'out' AND m.claimed_at ${ofToday(now)} AND ${sameDay.claimed(now)} AND ${mine} ORDER BY m.claimed_at DESC, m.id LIMIT ${latest}`,
  );
  const latestIn = await said(
    desk,
    sql`m.direction = 'in' AND m.received_at ${ofToday(now)} AND ${sameDay.received(now)} AND ${mine} ORDER BY m.received_at DESC, m.id LIMIT ${latest}`,
  );
  const unknown = await said(desk, sql`m.state = 'unknown' AND ${mine} ORDER BY m.claimed_at DESC, m.id LIMIT ${mostUnknown}`);
  const escalations = await openEscalations(desk, mostEscalations, look.sees);
  const [open] = await tx.$queryRaw<{ count: number }[]>(
    sql`SELECT count(*)::int AS count FROM escalation e JOIN borrower b ON b.id = e.borrower_id WHERE e.state <> 'resolved' AND ${mine}`,
  );

  const shown = [...held, ...latestOut, ...latestIn, ...unknown, ...escalations].map((row) => row.borrower_id);
  const people = await peopleOf(desk, shown);
  await logLooks(desk, look, "today", shown);
  const decided = (decision: string): number => because.reduce((sum, row) => (row.decision === decision ? sum + row.count : sum), 0);
  return {
    out,
    decisions: { send: decided("send"), defer: decided("defer"), suppress: decided("suppress") },
    cameIn: came?.count ?? 0,
    latestOut: latestOut.map((row) => saidItem(row, people)),
    latestIn: latestIn.map((row) => saidItem(row, people)),
    held: held.map((row) => heldTouch(row, people)),
    heldBecause: because.flatMap(({ decision, rule, detail, count }) => (decision === "send" ? [] : [{ decision, reason: { rule, detail }, count }])),
    openEscalations: open?.count ?? 0,
    escalations: escalations.map((row) => escalationRow(row, people)),
    unknown: unknown.map((row) => saidItem(row, people)),
  };
}

type Sql = ReturnType<typeof sql>;

/** Coarse, for the index or an early way out: no zone's day began more than two days ago. */
const ofToday = (now: Instant): Sql => sql`BETWEEN ${toDate(plus(now, -2 * dayMs))}::timestamptz AND ${toDate(now)}::timestamptz`;
const sameDay = {
  claimed: (now: Instant) => sql`(m.claimed_at AT TIME ZONE b.zone)::date = (${toDate(now)}::timestamptz AT TIME ZONE b.zone)::date`,
  received: (now: Instant) => sql`(m.received_at AT TIME ZONE b.zone)::date = (${toDate(now)}::timestamptz AT TIME ZONE b.zone)::date`,
  decided: (now: Instant) => sql`(t.decided_at AT TIME ZONE b.zone)::date = (${toDate(now)}::timestamptz AT TIME ZONE b.zone)::date`,
};

interface SaidSql {
  id: string;
  borrower_id: string;
  at: Date;
  channel: string;
  state: string;
  template: string | null;
  text_sealed: Uint8Array | null;
}

function said({ tx }: Desk, where: Sql): Promise<SaidSql[]> {
  return tx.$queryRaw<SaidSql[]>(sql`
    SELECT m.id::text, m.borrower_id::text, coalesce(m.received_at, m.sent_at, m.claimed_at) AS at, m.channel, m.state, m.template, m.text_sealed
    FROM message m JOIN borrower b ON b.id = m.borrower_id WHERE ${where}`);
}

function saidItem(row: SaidSql, people: People): SaidItem {
  const text = people.read(row.borrower_id, `message.text/${row.id}`, row.text_sealed);
  return { id: row.id, at: instantOf(row.at), borrower: people.person(row.borrower_id), channel: row.channel, state: row.state, template: row.template, text };
}

interface HeldSql {
  id: string;
  borrower_id: string;
  stage: number;
  due_on: Date;
  decision: string;
  reasons: unknown;
  decided_at: Date;
  due_at: Date;
  state: string;
}

function heldTouch(row: HeldSql, people: People): HeldTouch {
  return {
    id: row.id,
    at: instantOf(row.decided_at),
    borrower: people.person(row.borrower_id),
    stage: row.stage,
    dueOn: dayOf(row.due_on),
    decision: row.decision,
    reasons: reasonsOf(row.reasons),
    until: row.decision === "defer" && row.state === "planned" ? instantOf(row.due_at) : null,
  };
}
