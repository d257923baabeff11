import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, HoldId, InboundId } from "../../domain/ids.ts";
import type { LogDraft } from "../../app/ports.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { emitAll, type OutwardDraft } from "../outward/emit.ts";
import type { Vault } from "../vault.ts";

export interface HoldToSet {
  readonly id: HoldId;
  readonly borrowerId: BorrowerId;
  readonly contactPointId: string | null;
  readonly loanId: string | null;
  readonly instalmentNo: number | null;
  readonly reason: string;
  readonly from: Instant;
  readonly until: Instant | null;
  readonly messageId: InboundId;
}

export interface StatusToTell {
  readonly id: string;
  readonly borrowerId: BorrowerId;
  readonly loanId: string | null;
  readonly instalmentNo: number | null;
  readonly kind: string;
  readonly at: Instant;
  readonly messageId: InboundId;
}

/** What the events of many turns add, gathered: a statement a table, and not one an event. */
export interface EventRows {
  hold(row: HoldToSet): void;
  status(row: StatusToTell): void;
  log(draft: LogDraft): void;
  tell(draft: OutwardDraft): void;
  /** Writes what was gathered. Whoever reads or changes such rows calls it first; the commit ends with it. */
  flush(): Promise<void>;
}

export function eventRows(tx: Tx, vault: Vault, keys: ReadonlyMap<BorrowerId, Buffer>): EventRows {
  let holds: HoldToSet[] = [];
  let statuses: StatusToTell[] = [];
  let entries: LogDraft[] = [];
  let told: OutwardDraft[] = [];
  return {
    hold: (row) => void holds.push(row),
    status: (row) => void statuses.push(row),
    log: (draft) => void entries.push(draft),
    tell: (draft) => void told.push(draft),
    async flush() {
      const now = { holds, statuses, entries, told };
      [holds, statuses, entries, told] = [[], [], [], []];
      await insertStatuses(tx, now.statuses);
      await insertHolds(tx, now.holds);
      await appendLog(tx, vault, now.entries, keys);
      await emitAll(tx, now.told);
    },
  };
}

async function insertHolds(tx: Tx, holds: readonly HoldToSet[]): Promise<void> {
  if (holds.length === 0) return;
  const of = <T>(pick: (row: HoldToSet) => T): T[] => holds.map(pick);
  await tx.$executeRaw(sql`
    INSERT INTO hold (id, borrower_id, contact_point_id, loan_id, instalment_no, reason, "from", until, message_id)
    SELECT * FROM unnest(${of(({ id }) => id)}::uuid[], ${of(({ borrowerId }) => borrowerId)}::uuid[], ${of(({ contactPointId }) => contactPointId)}::uuid[],
      ${of(({ loanId }) => loanId)}::uuid[], ${of(({ instalmentNo }) => instalmentNo)}::int[], ${of(({ reason }) => reason)}::text[],
      ${of(({ from }) => toDate(from))}::timestamptz[], ${of(({ until }) => (until === null ? null : toDate(until)))}::timestamptz[],
      ${of(({ messageId }) => messageId)}::uuid[])`);
}

async function insertStatuses(tx: Tx, statuses: readonly StatusToTell[]): Promise<void> {
  if (statuses.length === 0) return;
  const of = <T>(pick: (row: StatusToTell) => T): T[] => statuses.map(pick);
  await tx.$executeRaw(sql`
    INSERT INTO status_update (id, borrower_id, loan_id, instalment_no, kind, at, message_id)
    SELECT * FROM unnest(${of(({ id }) => id)}::uuid[], ${of(({ borrowerId }) => borrowerId)}::uuid[], ${of(({ loanId }) => loanId)}::uuid[],
      ${of(({ instalmentNo }) => instalmentNo)}::int[], ${of(({ kind }) => kind)}::text[], ${of(({ at }) => toDate(at))}::timestamptz[],
      ${of(({ messageId }) => messageId)}::uuid[])`);
}
