import { z } from "zod";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId, NewId, TouchId } from "../../domain/ids.ts";
import { followKey, following, type FirstText } from "../../domain/reminders/follow-up.ts";
import { sql, type Tx } from "../database.ts";
import { instantOf } from "../days.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

interface Row {
  id: TouchId;
  borrower_id: BorrowerId;
  key: string;
  state: FirstText["state"];
  follow_up: unknown;
  expires_at: Date;
  message_state: string | null;
  message_at: Date | null;
  answered_at: Date | null;
  reachable: boolean;
}

const followUpForm = z.object({ channel: z.string(), undeliveredMs: z.number().exactOptional(), unansweredMs: z.number().exactOptional() });

/** Looks at the touches whose time has come: some are followed on another channel, some are looked at later, the others are done. */
export async function followUp({ tx, vault, newId }: Deps, now: Instant, limit: number): Promise<number> {
  const taken = await tx.$queryRaw<{ id: TouchId }[]>(
    sql`SELECT id::text FROM touch WHERE follow_at <= ${toDate(now)} ORDER BY follow_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`,
  );
  // Most sweeps end here: a join would be planned over the book.
  if (taken.length === 0) return 0;
  const rows = await tx.$queryRaw<Row[]>(sql`
    SELECT t.id::text, t.borrower_id::text, t.key, t.state, t.follow_up, t.expires_at, m.state AS message_state, coalesce(m.sent_at, m.claimed_at) AS message_at,
      (SELECT max(heard.created_at) FROM message heard WHERE heard.borrower_id = t.borrower_id AND heard.direction = 'in' AND heard.created_at > m.claimed_at) AS answered_at,
      EXISTS (SELECT 1 FROM contact_point c WHERE c.borrower_id = t.borrower_id AND c.channel = t.follow_up->>'channel' AND c.channel <> t.channel AND c.state <> 'closed') AS reachable
    FROM touch t LEFT JOIN message m ON m.id = t.message_id WHERE t.id = ANY(${taken.map(({ id }) => id)}::uuid[])`);
  const decided = rows.map((row) => ({ row, first: firstOf(row) })).map(({ row, first }) => ({ row, first, next: following(first, now) }));
  const again = decided.map(({ row, next }) => ({ id: row.id, at: next.kind === "wait" ? toDate(next.until) : null }));
  await tx.$executeRaw(sql`
    UPDATE touch t SET follow_at = n.at FROM unnest(${again.map((one) => one.id)}::uuid[], ${again.map((one) => one.at)}::timestamptz[]) AS n(id, at) WHERE t.id = n.id`);
  const follow = decided.flatMap(({ row, first, next }) =>
    next.kind === "follow"
      ? [{ row, id: newId<TouchId>(), because: next.because, channel: first.followUp.channel, key: followKey(row.key, first.followUp.channel) }]
      : [],
  );
  if (follow.length === 0) return 0;
  const made = await tx.$queryRaw<{ id: TouchId }[]>(sql`
    INSERT INTO touch (id, kind, key, borrower_id, loan_id, instalment_no, due_on, stage, planned_on, channel, template, priority, state, due_at, expires_at,
      follows_id, follows_because, created_at)
    SELECT n.id, t.kind, n.key, t.borrower_id, t.loan_id, t.instalment_no, t.due_on, t.stage, t.planned_on, n.channel, t.template, t.priority, 'planned',
      ${toDate(now)}, t.expires_at, t.id, n.because, ${toDate(now)}
    FROM unnest(${follow.map((f) => f.id)}::uuid[], ${follow.map((f) => f.row.id)}::uuid[], ${follow.map((f) => f.key)}::text[], ${follow.map((f) => f.channel)}::text[],
      ${follow.map((f) => f.because)}::text[]) AS n(id, first, key, channel, because)
    JOIN touch t ON t.id = n.first
    ON CONFLICT DO NOTHING RETURNING id::text`);
  const ids = new Set(made.map(({ id }) => id));
  const entries = follow
    .filter(({ id }) => ids.has(id))
    .map(({ row, id, because, channel }) => ({
      id: newId<LogEntryId>(),
      at: now,
      kind: "touch.follows",
      borrowerId: row.borrower_id,
      actor: "bot",
      body: { unit: id, follows: row.id, because, channel },
    }));
  await appendLog(tx, vault, entries);
  return entries.length;
}

function firstOf(row: Row): FirstText {
  const outcome = outcomes.get(row.message_state ?? "") ?? "under_way";
  return {
    followUp: followUpForm.parse(row.follow_up),
    state: row.state,
    message: row.message_at ? { outcome, at: instantOf(row.message_at) } : undefined,
    answeredAt: row.answered_at ? instantOf(row.answered_at) : undefined,
    expiresAt: instantOf(row.expires_at),
    reachable: row.reachable,
  };
}

/** A message that was refused and may be tried again, or was taken back, is under way. */
const outcomes: ReadonlyMap<string, NonNullable<FirstText["message"]>["outcome"]> = new Map([
  ["sent", "sent"],
  ["delivered", "arrived"],
  ["read", "arrived"],
  ["failed", "failed"],
  ["unknown", "unknown"],
]);
