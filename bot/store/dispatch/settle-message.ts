import type { SendOutcome } from "../../app/ports.ts";
import { dayMs, plus, toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId, MessageId, NewId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { applyEarlyReceipts } from "../receive/apply-receipt.ts";
import { closePoint } from "../receive/close-gone.ts";
import type { Vault } from "../vault.ts";

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

interface Settled {
  borrower_id: BorrowerId;
  text_class: string;
  channel: string;
  contact_point_id: string;
}

/** Records the provider's answer; only a claimed (or given up as unknown) message moves, so that a receipt that was faster stays. */
export async function settleMessage(deps: Deps, id: MessageId, outcome: SendOutcome, now: Instant, retryAt: Instant | undefined): Promise<void> {
  const { tx } = deps;
  const state = stateAfter(outcome, retryAt);
  const providerId = outcome.status === "sent" ? outcome.providerMessageId : null;
  const code = outcome.status === "sent" ? null : outcome.code;
  const [row] = await tx.$queryRaw<Settled[]>(sql`
    UPDATE message SET state = ${state.message}, error_code = ${code}, attempts = attempts + 1,
      sent_at = CASE WHEN ${state.message} = 'sent' THEN ${toDate(now)}::timestamptz ELSE sent_at END,
      provider_message_id = coalesce(${providerId}, provider_message_id)
    WHERE id = ${id}::uuid AND state IN ('claimed', 'unknown') RETURNING borrower_id::text, text_class, channel, contact_point_id::text`);
  if (!row) {
    // Delivered or read before we heard the answer to the send: keep that, but keep the provider's id too.
    await tx.$executeRaw(
      sql`UPDATE message SET provider_message_id = coalesce(provider_message_id, ${providerId}), sent_at = coalesce(sent_at, ${toDate(now)}) WHERE id = ${id}::uuid`,
    );
    await tx.touch.updateMany({ where: { messageId: id, state: "claimed" }, data: { state: "sent" } });
    return;
  }
  if (row.text_class === "initiating") await settleTouch(tx, id, state.touch, retryAt);
  else if (retryAt) await tx.message.update({ where: { id }, data: { state: "queued", dueAt: toDate(retryAt) } });
  if (state.message === "sent") await countUnanswered(tx, row.borrower_id, id, now);
  await log(deps, row.borrower_id, `message.${state.message}`, { message: id, ...(code && { code }), ...(providerId && { provider: providerId }) }, now);
  if (outcome.status === "not_sent" && !outcome.retry && outcome.addressGone)
    await closePoint(deps, { id: row.contact_point_id, borrowerId: row.borrower_id }, outcome.code, now);
  if (providerId !== null) await applyEarlyReceipts(deps, row.channel, providerId, { id, borrowerId: row.borrower_id }, now);
}

function stateAfter(outcome: SendOutcome, retryAt: Instant | undefined): { message: string; touch: string } {
  switch (outcome.status) {
    case "sent":
      return { message: "sent", touch: "sent" };
    case "unknown":
      return { message: "unknown", touch: "sent" };
    case "not_sent":
      return retryAt ? { message: "not_sent", touch: "planned" } : { message: "failed", touch: "failed" };
  }
}

async function settleTouch(tx: Tx, message: MessageId, state: string, retryAt: Instant | undefined): Promise<void> {
  const again = state === "planned" ? { attempts: { increment: 1 }, ...(retryAt && { dueAt: toDate(retryAt) }) } : {};
  // "sent": another worker took this one for dead and closed the claim; what the provider says now is the truth.
  await tx.touch.updateMany({ where: { messageId: message, state: { in: ["claimed", "sent"] } }, data: { state, ...again } });
}

/** Three texts about what is overdue and not a word since: looked at a day later, in case the answer is on its way. */
const unansweredTexts = 3;
const graceMs = dayMs;

async function countUnanswered(tx: Tx, borrower: BorrowerId, message: MessageId, now: Instant): Promise<void> {
  await tx.$executeRaw(sql`
    UPDATE borrower b SET unanswered_check_at = ${toDate(plus(now, graceMs))}
    WHERE b.id = ${borrower}::uuid AND b.unanswered_check_at IS NULL
      AND EXISTS (SELECT 1 FROM touch WHERE message_id = ${message}::uuid AND stage > 0)
      AND (SELECT count(DISTINCT m.id) FROM touch t JOIN message m ON m.id = t.message_id
           WHERE t.borrower_id = b.id AND t.stage > 0 AND t.state = 'sent'
             AND m.sent_at > coalesce(b.last_inbound_at, '-infinity'::timestamptz)) >= ${unansweredTexts}`);
}

/** The call never began: the message was not sent, and its touch or text is due again. */
export async function withdrawMessage(deps: Deps, id: MessageId, now: Instant): Promise<void> {
  const { tx } = deps;
  const [row] = await tx.$queryRaw<Settled[]>(sql`
    UPDATE message SET state = CASE WHEN text_class = 'initiating' THEN 'not_sent' ELSE 'queued' END, error_code = 'claim_expired'
    WHERE id = ${id}::uuid AND state = 'claimed' RETURNING borrower_id::text, text_class, channel, contact_point_id::text`);
  if (!row) return;
  await tx.touch.updateMany({ where: { messageId: id, state: "claimed" }, data: { state: "planned" } });
  await log(deps, row.borrower_id, "message.withdrawn", { message: id }, now);
}

function log({ tx, vault, newId }: Deps, borrowerId: BorrowerId, kind: string, body: Record<string, unknown>, at: Instant): Promise<void> {
  return appendLog(tx, vault, [{ id: newId<LogEntryId>(), at, kind, borrowerId, actor: "bot", body }]);
}
