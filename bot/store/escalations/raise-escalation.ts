import { toDate, type Instant } from "../../domain/calendar.ts";
import { dedupeKey, severityOf, type EscalationReason } from "../../domain/escalations/escalation.ts";
import type { BorrowerId, EscalationId, LoanId, LogEntryId, NewId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { emitCase } from "../outward/emit.ts";
import type { Vault } from "../vault.ts";

export interface EscalationDraft {
  readonly borrowerId: BorrowerId;
  readonly branch: string;
  readonly officer: string;
  readonly loanId: LoanId | null;
  readonly reason: EscalationReason;
  readonly evidence: { readonly kind: "message" | "promise" | "touch"; readonly refId: string | null };
}

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

/** Opens a case, or joins the open one with the same borrower, loan and reason; returns the case. */
export async function raiseEscalation({ tx, vault, newId }: Deps, draft: EscalationDraft, now: Instant): Promise<EscalationId> {
  const key = dedupeKey(draft.borrowerId, draft.loanId, draft.reason);
  const opened = await tx.$queryRaw<{ id: EscalationId }[]>(sql`
    INSERT INTO escalation (id, borrower_id, loan_id, branch, officer, reason, severity, dedupe_key, state, opened_at, due_at)
    VALUES (${newId<EscalationId>()}::uuid, ${draft.borrowerId}::uuid, ${draft.loanId}::uuid, ${draft.branch}, ${draft.officer}, ${draft.reason},
      ${severityOf(draft.reason)}, ${key}, 'open', ${toDate(now)}, ${toDate(now)})
    ON CONFLICT (dedupe_key) WHERE state <> 'resolved' DO NOTHING RETURNING id::text`);
  const id = opened[0]?.id ?? (await joined(tx, key));
  await tx.escalationEvidence.create({
    data: { id: newId(), escalationId: id, at: toDate(now), kind: draft.evidence.kind, refId: draft.evidence.refId },
  });
  const kind = opened.length > 0 ? "escalation.opened" : "escalation.joined";
  const body = { escalation: id, reason: draft.reason, loan: draft.loanId, evidence: draft.evidence };
  await appendLog(tx, vault, [{ id: newId<LogEntryId>(), at: now, kind, borrowerId: draft.borrowerId, actor: "bot", body }]);
  await emitCase(tx, id, kind, now);
  return id;
}

/** The open case; the borrower's word ends the wait for it. Acknowledged, it is somebody's: no route runs any more. */
async function joined(tx: Tx, key: string): Promise<EscalationId> {
  const [open] = await tx.$queryRaw<{ id: EscalationId }[]>(sql`
    UPDATE escalation SET state = CASE WHEN state = 'waiting_on_borrower' THEN 'acknowledged' ELSE state END,
      due_at = CASE WHEN state = 'open' THEN due_at ELSE NULL END
    WHERE dedupe_key = ${key} AND state <> 'resolved' RETURNING id::text`);
  if (!open) throw new Error("an escalation was resolved while evidence was joining it");
  return open.id;
}
