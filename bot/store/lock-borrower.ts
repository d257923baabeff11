import type { Zone } from "../domain/calendar.ts";
import type { BorrowerId } from "../domain/ids.ts";
import { sql, type Tx } from "./database.ts";
import { openText } from "./seal.ts";
import { BorrowerErased, type Vault } from "./vault.ts";

/** A borrower whose row this transaction holds, with the key that opens what is theirs. */
export interface LockedBorrower {
  readonly id: BorrowerId;
  readonly key: Buffer;
  readonly name: string;
  readonly locale: string;
  readonly zone: Zone;
  readonly zoneKnown: boolean;
  readonly type: string;
  readonly branch: string;
  readonly officer: string;
  readonly version: number;
  readonly conversationSealed: Uint8Array | null;
  readonly answeredThrough: Date | null;
  readonly lastInboundAt: Date | null;
  /** The channel and the hours that the borrower asked for. */
  readonly preferredChannel: string | null;
  readonly preferredHoursSealed: Uint8Array | null;
}

interface Row {
  locale: string;
  zone: string;
  zone_known: boolean;
  type: string;
  branch: string;
  officer: string;
  version: number;
  preferred_channel: string | null;
  preferred_hours_sealed: Uint8Array | null;
  name_sealed: Uint8Array;
  wrapped: Uint8Array | null;
  conversation_sealed: Uint8Array | null;
  answered_through: Date | null;
  last_inbound_at: Date | null;
}

const columns = sql`coalesce(b.preferred_locale, b.locale) AS locale, b.zone, b.zone_known, b.type, b.preferred_channel, b.preferred_hours_sealed, b.branch, b.officer, b.version, b.name_sealed, b.conversation_sealed, b.answered_through, b.last_inbound_at, k.wrapped`;

/** All changes of one borrower's state queue here. Throws `BorrowerErased`; undefined where there is no such borrower. */
export async function lockBorrower(tx: Tx, vault: Vault, id: BorrowerId): Promise<LockedBorrower | undefined> {
  const rows = await tx.$queryRaw<Row[]>(
    sql`SELECT ${columns} FROM borrower b LEFT JOIN keys.borrower_key k ON k.borrower_id = b.id WHERE b.id = ${id}::uuid FOR UPDATE OF b`,
  );
  return opened(vault, id, rows[0]);
}

export interface LockedBorrowers {
  readonly locked: ReadonlyMap<BorrowerId, LockedBorrower>;
  /** Locked too, but without a key. */
  readonly erased: readonly BorrowerId[];
}

/** As `lockBorrower`, of many in one order; throws nothing for the erased. "skip": whom somebody else holds is missing. */
export async function lockBorrowers(tx: Tx, vault: Vault, ids: readonly BorrowerId[], held: "wait" | "skip"): Promise<LockedBorrowers> {
  const rows = await tx.$queryRaw<(Row & { id: BorrowerId })[]>(sql`
    SELECT b.id::text, ${columns} FROM borrower b LEFT JOIN keys.borrower_key k ON k.borrower_id = b.id
    WHERE b.id = ANY(${[...ids]}::uuid[]) ORDER BY b.id FOR UPDATE OF b ${held === "skip" ? sql`SKIP LOCKED` : sql``}`);
  const locked = new Map<BorrowerId, LockedBorrower>();
  for (const row of rows) {
    const one = row.wrapped && opened(vault, row.id, row);
    if (one) locked.set(row.id, one);
  }
  return { locked, erased: rows.filter(({ wrapped }) => !wrapped).map(({ id }) => id) };
}

function opened(vault: Vault, id: BorrowerId, row: Row | undefined): LockedBorrower | undefined {
  if (!row) return undefined;
  if (!row.wrapped) throw new BorrowerErased(id);
  const key = vault.unwrap(id, row.wrapped);
  return {
    id,
    key,
    name: openText(key, `borrower.name/${id}`, row.name_sealed),
    locale: row.locale,
    zone: row.zone as Zone,
    zoneKnown: row.zone_known,
    type: row.type,
    branch: row.branch,
    preferredChannel: row.preferred_channel,
    preferredHoursSealed: row.preferred_hours_sealed,
    officer: row.officer,
    version: row.version,
    conversationSealed: row.conversation_sealed,
    answeredThrough: row.answered_through,
    lastInboundAt: row.last_inbound_at,
  };
}
