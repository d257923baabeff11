import type { MessageFilter, Sees } from "../../app/message-log/ports.ts";
import type { LogOutcome } from "../../app/message-log/views.ts";
import { toDate } from "../../domain/calendar.ts";
import type { MomentCursor } from "../console/cursor.ts";
import { join, sql, type Sql } from "../database.ts";

/** One row of the log, before anything of it is read. */
export interface Found {
  id: string;
  kind: "message" | "touch";
  at: Date;
  outcome: LogOutcome;
}

/**
 * Which rows of the log a filter means, newest first: texts, and touches that the gate holds back. Each half goes by
 * an index of its own in this order (or from the few borrowers that are meant) and stops at the limit, so that no
 * filter reads the whole book; `test/integration/message-log/plans.test.ts` asks the planner.
 */
export function matching(filter: MessageFilter, sees: Sees, after: MomentCursor | undefined, limit: number): Sql {
  const halves = [
    ...(mayBeMessage(filter) ? [messages(filter, sees, after, limit)] : []),
    ...(mayBeTouch(filter) ? [touches(filter, sees, after, limit)] : []),
  ];
  if (halves.length === 0 || sees.whose === "none") return sql`SELECT NULL::text AS id, '' AS kind, now() AS at, '' AS outcome WHERE false`;
  return sql`SELECT found.id::text, found.kind, found.at, found.outcome FROM (${join(halves, " UNION ALL ")}) AS found ORDER BY found.at DESC, found.id DESC LIMIT ${limit}`;
}

function messages(filter: MessageFilter, sees: Sees, after: MomentCursor | undefined, limit: number): Sql {
  const { channel, template, direction, outcome, rule, from, until } = filter;
  const where = [
    sql`true`,
    ...(channel === undefined ? [] : [sql`m.channel = ${channel}`]),
    ...(template === undefined ? [] : [sql`m.template = ${template}`]),
    ...(direction === undefined ? [] : [sql`m.direction = ${direction}`]),
    ...(outcome === undefined ? [] : [messageIs[outcome]]),
    ...(rule === undefined
      ? []
      : [rule === "allowed" ? sql`m.decision = 'send'` : sql`m.decision IN ('defer', 'suppress') AND gate_rules(m.reasons) @> ${[rule]}::text[]`]),
    ...(from === undefined ? [] : [sql`m.created_at >= ${toDate(from)}::timestamptz`]),
    ...(until === undefined ? [] : [sql`m.created_at < ${toDate(until)}::timestamptz`]),
    ...(after === undefined ? [] : [sql`(m.created_at, m.id) < (${after.at}::timestamptz, ${after.id}::uuid)`]),
  ];
  return sql`(SELECT m.id, 'message' AS kind, m.created_at AS at, ${outcomeOfMessage} AS outcome
    FROM message m ${whose(filter, sees, sql`m.borrower_id`)} WHERE ${join(where, " AND ")} ORDER BY m.created_at DESC, m.id DESC LIMIT ${limit})`;
}

function touches(filter: MessageFilter, sees: Sees, after: MomentCursor | undefined, limit: number): Sql {
  const { channel, template, outcome, rule, from, until } = filter;
  const where = [
    sql`t.decision IN ('defer', 'suppress')`,
    ...(channel === undefined ? [] : [sql`t.channel = ${channel}`]),
    ...(template === undefined ? [] : [sql`t.template = ${template}`]),
    ...(outcome === undefined ? [] : [outcome === "deferred" ? sql`t.decision = 'defer'` : sql`t.decision = 'suppress'`]),
    ...(rule === undefined ? [] : [sql`gate_rules(t.reasons) @> ${[rule]}::text[]`]),
    ...(from === undefined ? [] : [sql`t.decided_at >= ${toDate(from)}::timestamptz`]),
    ...(until === undefined ? [] : [sql`t.decided_at < ${toDate(until)}::timestamptz`]),
    ...(after === undefined ? [] : [sql`(t.decided_at, t.id) < (${after.at}::timestamptz, ${after.id}::uuid)`]),
  ];
  return sql`(SELECT t.id, 'touch' AS kind, t.decided_at AS at, CASE t.decision WHEN 'defer' THEN 'deferred' ELSE 'suppressed' END AS outcome
    FROM touch t ${whose(filter, sees, sql`t.borrower_id`)} WHERE ${join(where, " AND ")} ORDER BY t.decided_at DESC, t.id DESC LIMIT ${limit})`;
}

/** The borrower's branch and officer as they are now: who has them today answers for them. */
function whose({ borrowers, branch, officer }: MessageFilter, sees: Sees, id: Sql): Sql {
  const who = [
    ...(borrowers === undefined ? [] : [sql`b.external_id = ANY(${[...borrowers]}::text[])`]),
    ...(branch === undefined ? [] : [sql`b.branch = ${branch}`]),
    ...(officer === undefined ? [] : [sql`b.officer = ${officer}`]),
    ...(sees.whose === "branch" ? [sql`b.branch = ${sees.branch}`] : []),
    ...(sees.whose === "officer" ? [sql`b.officer = ${sees.officer}`] : []),
  ];
  return who.length === 0 ? sql`` : sql`JOIN borrower b ON b.id = ${id} AND ${join(who, " AND ")}`;
}

// What can never be of the other kind is not asked for.
const ofMessagesOnly = new Set<LogOutcome>(["received", "sent", "failed", "unknown", "under_way"]);
const mayBeMessage = ({ direction, outcome }: MessageFilter): boolean =>
  direction === undefined || outcome === undefined || (direction === "in") === (outcome === "received");
const mayBeTouch = ({ direction, outcome, rule }: MessageFilter): boolean =>
  direction !== "in" && rule !== "allowed" && (outcome === undefined || !ofMessagesOnly.has(outcome));

/** Worded as the partial indexes of the migration `message_log` are. */
const messageIs: Readonly<Record<LogOutcome, Sql>> = {
  received: sql`m.direction = 'in'`,
  sent: sql`m.state IN ('sent', 'delivered', 'read')`,
  failed: sql`m.state IN ('failed', 'not_sent')`,
  unknown: sql`m.state = 'unknown'`,
  suppressed: sql`m.state = 'suppressed' AND m.decision = 'suppress'`,
  deferred: sql`m.state = 'queued' AND m.decision = 'defer'`,
  under_way: sql`(m.state = 'claimed' OR m.state = 'queued' AND m.decision IS DISTINCT FROM 'defer')`,
};

const outcomeOfMessage = sql`CASE WHEN m.direction = 'in' THEN 'received' WHEN m.state IN ('sent', 'delivered', 'read') THEN 'sent'
  WHEN m.state IN ('failed', 'not_sent') THEN 'failed' WHEN m.state = 'unknown' THEN 'unknown' WHEN m.state = 'suppressed' THEN 'suppressed'
  WHEN m.state = 'queued' AND m.decision = 'defer' THEN 'deferred' ELSE 'under_way' END`;
