import { toDate, type Instant } from "../../domain/calendar.ts";
import { dedupeKey, severityOf, type EscalationReason } from "../../domain/escalations/escalation.ts";
import type { BorrowerId, EscalationId, LoanId, LogEntryId, NewId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { emitCases } from "../outward/emit.ts";
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

/** As `raiseEscalations`, for one. */
export async function raiseEscalation(deps: Deps, draft: EscalationDraft, now: Instant): Promise<EscalationId> {
  const [id] = await raiseEscalations(deps, [{ ...draft, now }]);
  if (!id) throw new Error("a case was raised and has no id");
  return id;
}

/**
 * Opens a case for each, or joins the open one with the same borrower, loan and reason, which may be one of these; the
 * cases, in the order of the drafts.
 */
export async function raiseEscalations(
  { tx, vault, newId }: Deps,
  drafts: readonly (EscalationDraft & { readonly now: Instant })[],
): Promise<readonly EscalationId[]> {
  if (drafts.length === 0) return [];
  const all = drafts.map((draft) => ({ ...draft, key: dedupeKey(draft.borrowerId, draft.loanId, draft.reason) }));
  // Of several with one key the first opens the case.
  const first = [...new Map(all.toReversed().map((draft) => [draft.key, draft])).values()];
  const opened = await open(tx, first, newId);
  const joined = await join(
    tx,
    first.flatMap(({ key }) => (opened.has(key) ? [] : [key])),
  );
  const raised = all.map((draft) => {
    const id = opened.get(draft.key) ?? joined.get(draft.key);
    if (!id) throw new Error("an escalation was resolved while evidence was joining it");
    return { ...draft, id, kind: opened.has(draft.key) && first.includes(draft) ? ("escalation.opened" as const) : ("escalation.joined" as const) };
  });
  await tx.$executeRaw(sql`
    INSERT INTO escalation_evidence (id, escalation_id, at, kind, ref_id)
    SELECT * FROM unnest(${raised.map(() => newId())}::uuid[], ${raised.map(({ id }) => id)}::uuid[], ${raised.map(({ now }) => toDate(now))}::timestamptz[],
      ${raised.map(({ evidence }) => evidence.kind)}::text[], ${raised.map(({ evidence }) => evidence.refId)}::uuid[])`);
  const entries = raised.map(({ id, kind, now, borrowerId, reason, loanId, evidence }) => ({
    id: newId<LogEntryId>(),
    at: now,
    kind,
    borrowerId,
    actor: "bot",
    body: { escalation: id, reason, loan: loanId, evidence },
  }));
  await appendLog(tx, vault, entries);
  await emitCases(
    tx,
    raised.map(({ id, kind, now }) => ({ escalation: id, type: kind, at: now })),
  );
  return raised.map(({ id }) => id);
}

type Keyed = EscalationDraft & { readonly key: string; readonly now: Instant };
type ByKey = ReadonlyMap<string, EscalationId>;

async function open(tx: Tx, drafts: readonly Keyed[], newId: NewId): Promise<ByKey> {
  const of = <T>(pick: (draft: Keyed) => T): T[] => drafts.map(pick);
  const rows = await tx.$queryRaw<{ id: EscalationId; key: string }[]>(sql`
    INSERT INTO escalation (id, borrower_id, loan_id, branch, officer, reason, severity, dedupe_key, state, opened_at, due_at)
    SELECT id, borrower_id, loan_id, branch, officer, reason, severity, key, 'open', at, at
    FROM unnest(${of(() => newId<EscalationId>())}::uuid[], ${of(({ borrowerId }) => borrowerId)}::uuid[], ${of(({ loanId }) => loanId)}::uuid[],
      ${of(({ branch }) => branch)}::text[], ${of(({ officer }) => officer)}::text[], ${of(({ reason }) => reason)}::text[],
      ${of(({ reason }) => severityOf(reason))}::text[], ${of(({ key }) => key)}::text[], ${of(({ now }) => toDate(now))}::timestamptz[])
      AS s(id, borrower_id, loan_id, branch, officer, reason, severity, key, at)
    ORDER BY key COLLATE "C"
    ON CONFLICT (dedupe_key) WHERE state <> 'resolved' DO NOTHING RETURNING id::text, dedupe_key AS key`);
  return new Map(rows.map(({ id, key }) => [key, id]));
}

/** The open cases; the borrower's word ends the wait for it. Acknowledged, it is somebody's: no route runs any more. */
async function join(tx: Tx, keys: readonly string[]): Promise<ByKey> {
  if (keys.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: EscalationId; key: string }[]>(sql`
    UPDATE escalation SET state = CASE WHEN state = 'waiting_on_borrower' THEN 'acknowledged' ELSE state END,
      due_at = CASE WHEN state = 'open' THEN due_at ELSE NULL END
    WHERE dedupe_key = ANY(${[...keys]}::text[]) AND state <> 'resolved' RETURNING id::text, dedupe_key AS key`);
  return new Map(rows.map(({ id, key }) => [key, id]));
}
