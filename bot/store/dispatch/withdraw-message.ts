import type { Instant } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId, MessageId, NewId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

/** The call never began: the message was not sent, and its touch or text is due again. */
export async function withdrawMessage({ tx, vault, newId }: Deps, id: MessageId, now: Instant): Promise<void> {
  const [row] = await tx.$queryRaw<{ borrower_id: BorrowerId }[]>(sql`
    UPDATE message SET state = CASE WHEN text_class = 'initiating' THEN 'not_sent' ELSE 'queued' END, error_code = 'claim_expired'
    WHERE id = ${id}::uuid AND state = 'claimed' RETURNING borrower_id::text`);
  if (!row) return;
  await tx.touch.updateMany({ where: { messageId: id, state: "claimed" }, data: { state: "planned" } });
  const body = { message: id };
  await appendLog(tx, vault, [{ id: newId<LogEntryId>(), at: now, kind: "message.withdrawn", borrowerId: row.borrower_id, actor: "bot", body }]);
}
