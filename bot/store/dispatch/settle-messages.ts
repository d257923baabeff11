import type { SendOutcome } from "../../app/ports.ts";
import { dayMs, plus, toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId, MessageId, NewId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { lockAbout } from "../receive/about-index.ts";
import { closePoint } from "../receive/close-gone.ts";
import { applyEarlyReceipts } from "../receive/early-receipts.ts";
import type { Vault } from "../vault.ts";

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

/** What became of one call of a provider. */
export interface Send {
  readonly id: MessageId;
  readonly outcome: SendOutcome;
  readonly now: Instant;
  readonly retryAt: Instant | undefined;
}

interface Settled {
  id: MessageId;
  borrower_id: BorrowerId;
  channel: string;
  contact_point_id: string;
}

/** Records the providers' answers; only a claimed (or given up as unknown) message moves, so that a receipt that was faster stays. */
export async function settleMessages(deps: Deps, sends: readonly Send[]): Promise<void> {
  const { tx } = deps;
  // In one order, and before any row: receipts take them first, too.
  const channels = await channelsOf(tx, sends);
  const given = sends.flatMap(({ id, outcome }) => {
    const channel = channels.get(id);
    return outcome.status === "sent" && channel !== undefined ? [{ channel, providerMessageId: outcome.providerMessageId }] : [];
  });
  await lockAbout(deps, given);
  const settled = new Map((await moveMessages(tx, sends)).map((row) => [row.id, row]));
  const late = sends.filter(({ id }) => !settled.has(id));
  if (late.length > 0) await keepProviderIds(tx, late);
  await moveTouches(tx, sends, late);
  await countUnanswered(
    tx,
    sends.filter(({ id, outcome }) => outcome.status === "sent" && settled.has(id)),
  );
  await appendLog(
    tx,
    deps.vault,
    sends.flatMap(({ id, outcome, now, retryAt }) => {
      const row = settled.get(id);
      const told = outcome.status === "sent" ? { provider: outcome.providerMessageId } : { code: outcome.code };
      const kind = `message.${stateAfter(outcome, retryAt).message}`;
      return row ? [{ id: deps.newId<LogEntryId>(), at: now, kind, borrowerId: row.borrower_id, actor: "bot", body: { message: id, ...told } }] : [];
    }),
  );
  for (const { id, outcome, now } of sends) {
    const row = settled.get(id);
    if (row && outcome.status === "not_sent" && !outcome.retry && outcome.addressGone)
      await closePoint(deps, { id: row.contact_point_id, borrowerId: row.borrower_id }, outcome.code, now);
  }
  const ofSent = sends.flatMap(({ id, outcome, now }) => {
    const row = settled.get(id);
    return row && outcome.status === "sent"
      ? [{ id, borrowerId: row.borrower_id, channel: row.channel, providerMessageId: outcome.providerMessageId, now }]
      : [];
  });
  await applyEarlyReceipts(deps, ofSent);
}

async function channelsOf(tx: Tx, sends: readonly Send[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; channel: string }[]>(sql`
    SELECT id::text, channel FROM message WHERE id = ANY(${sends.map(({ id }) => id)}::uuid[])`);
  return new Map(rows.map(({ id, channel }) => [id, channel]));
}

function stateAfter(outcome: SendOutcome, retryAt: Instant | undefined): { message: string; touch: string } {
  switch (outcome.status) {
    case "sent":
      return { message: "sent", touch: "sent" };
    case "unknown":
      return { message: "unknown", touch: "sent" };
    case "not_sent":
      return retryAt === undefined ? { message: "failed", touch: "failed" } : { message: "not_sent", touch: "planned" };
  }
}

const date = (at: Instant | undefined): Date | null => (at === undefined ? null : toDate(at));
const providerIdOf = ({ outcome }: Send): string | null => (outcome.status === "sent" ? outcome.providerMessageId : null);

async function moveMessages(tx: Tx, sends: readonly Send[]): Promise<Settled[]> {
  const ids = sends.map(({ id }) => id);
  // A text of a turn that was not sent is queued again; a touch is planned again, and a message of its own says it.
  return tx.$queryRaw<Settled[]>(sql`
    WITH locked AS MATERIALIZED (SELECT id FROM message WHERE id = ANY(${ids}::uuid[]) AND state IN ('claimed', 'unknown') ORDER BY id FOR UPDATE)
    UPDATE message m SET
      state = CASE WHEN m.text_class <> 'initiating' AND s.retry_at IS NOT NULL THEN 'queued' ELSE s.state END,
      due_at = CASE WHEN m.text_class <> 'initiating' AND s.retry_at IS NOT NULL THEN s.retry_at ELSE m.due_at END,
      error_code = s.code, attempts = m.attempts + 1, sent_at = CASE WHEN s.state = 'sent' THEN s.now ELSE m.sent_at END,
      provider_message_id = coalesce(s.provider, m.provider_message_id)
    FROM unnest(${ids}::uuid[], ${sends.map(({ outcome, retryAt }) => stateAfter(outcome, retryAt).message)}::text[],
      ${sends.map(({ outcome }) => (outcome.status === "sent" ? null : outcome.code))}::text[], ${sends.map(providerIdOf)}::text[],
      ${sends.map(({ now }) => toDate(now))}::timestamptz[], ${sends.map(({ retryAt }) => date(retryAt))}::timestamptz[])
      AS s(id, state, code, provider, now, retry_at) JOIN locked USING (id)
    WHERE m.id = s.id RETURNING m.id::text, m.borrower_id::text, m.channel, m.contact_point_id::text`);
}

/** Delivered or read before we heard the answer to the send: keep that, but keep the provider's id too. */
async function keepProviderIds(tx: Tx, late: readonly Send[]): Promise<void> {
  await tx.$executeRaw(sql`
    UPDATE message m SET provider_message_id = coalesce(m.provider_message_id, s.provider), sent_at = coalesce(m.sent_at, s.now)
    FROM unnest(${late.map(({ id }) => id)}::uuid[], ${late.map(providerIdOf)}::text[], ${late.map(({ now }) => toDate(now))}::timestamptz[])
      AS s(id, provider, now) WHERE m.id = s.id`);
}

async function moveTouches(tx: Tx, sends: readonly Send[], late: readonly Send[]): Promise<void> {
  const receiptWasFaster = new Set(late);
  const to = (send: Send): string => (receiptWasFaster.has(send) ? "sent" : stateAfter(send.outcome, send.retryAt).touch);
  // "sent": another worker took this one for dead and closed the claim; what the provider says now is the truth.
  await tx.$executeRaw(sql`
    UPDATE touch t SET state = s.state, attempts = t.attempts + CASE WHEN s.state = 'planned' THEN 1 ELSE 0 END,
      due_at = CASE WHEN s.state = 'planned' THEN coalesce(s.retry_at, t.due_at) ELSE t.due_at END
    FROM unnest(${sends.map(({ id }) => id)}::uuid[], ${sends.map(to)}::text[], ${sends.map(({ retryAt }) => date(retryAt))}::timestamptz[],
      ${sends.map((send) => !receiptWasFaster.has(send))}::boolean[]) AS s(message_id, state, retry_at, closed_too)
    WHERE t.message_id = s.message_id AND (t.state = 'claimed' OR (s.closed_too AND t.state = 'sent'))`);
}

/** Three texts about what is overdue and not a word since: looked at a day later, in case the answer is on its way. */
const unansweredTexts = 3;
const graceMs = dayMs;

async function countUnanswered(tx: Tx, sent: readonly Send[]): Promise<void> {
  if (sent.length === 0) return;
  await tx.$executeRaw(sql`
    UPDATE borrower b SET unanswered_check_at = s.check_at
    FROM (SELECT DISTINCT ON (t.borrower_id) t.borrower_id, s.check_at
          FROM unnest(${sent.map(({ id }) => id)}::uuid[], ${sent.map(({ now }) => toDate(plus(now, graceMs)))}::timestamptz[]) AS s(id, check_at)
          JOIN touch t ON t.message_id = s.id AND t.stage > 0) AS s
    WHERE b.id = s.borrower_id AND b.unanswered_check_at IS NULL
      AND (SELECT count(DISTINCT m.id) FROM touch t JOIN message m ON m.id = t.message_id
           WHERE t.borrower_id = b.id AND t.stage > 0 AND t.state = 'sent'
             AND m.sent_at > coalesce(b.last_inbound_at, '-infinity'::timestamptz)) >= ${unansweredTexts}`);
}
