import { randomBytes } from "node:crypto";
import type { BorrowerId } from "../domain/ids.ts";
import { sql, type Tx } from "./database.ts";
import { open, seal, type RootKeys } from "./seal.ts";

/** Borrower keys: made once, wrapped with the installation's key, kept in a schema of their own (`keys`). */
export interface Vault {
  /** Keys of these borrowers; a borrower who was erased has none and is missing from the map. */
  keysOf(tx: Tx, borrowers: readonly BorrowerId[]): Promise<Map<BorrowerId, Buffer>>;
  /** Throws `BorrowerErased` where the key was destroyed. */
  keyOf(tx: Tx, borrower: BorrowerId): Promise<Buffer>;
  /** A new key, unwrapped and as it is stored. */
  newKey(borrower: BorrowerId): { key: Buffer; wrapped: Buffer };
  unwrap(borrower: BorrowerId, wrapped: Uint8Array): Buffer;
  readonly root: RootKeys;
}

export class BorrowerErased extends Error {
  override readonly name = "BorrowerErased";
  readonly borrowerId: BorrowerId;
  constructor(borrowerId: BorrowerId) {
    super(`the key of borrower ${borrowerId} was destroyed`);
    this.borrowerId = borrowerId;
  }
}

export function createVault(root: RootKeys): Vault {
  const unwrap = (borrower: BorrowerId, wrapped: Uint8Array): Buffer => open(root.wrap, `borrower_key.wrapped/${borrower}`, wrapped);
  const keysOf: Vault["keysOf"] = async (tx, borrowers) => {
    if (borrowers.length === 0) return new Map();
    const rows = await tx.$queryRaw<{ borrower_id: BorrowerId; wrapped: Uint8Array }[]>(
      sql`SELECT borrower_id::text, wrapped FROM keys.borrower_key WHERE borrower_id = ANY(${[...borrowers]}::uuid[])`,
    );
    return new Map(rows.map((row) => [row.borrower_id, unwrap(row.borrower_id, row.wrapped)]));
  };
  return {
    root,
    keysOf,
    unwrap,
    async keyOf(tx, borrower) {
      const key = (await keysOf(tx, [borrower])).get(borrower);
      if (!key) throw new BorrowerErased(borrower);
      return key;
    },
    newKey(borrower) {
      const key = randomBytes(32);
      return { key, wrapped: seal(root.wrap, `borrower_key.wrapped/${borrower}`, key) };
    },
  };
}
