import type { Person } from "../../app/console/views.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { sql } from "../database.ts";
import { openText, type Place } from "../seal.ts";
import type { Desk } from "./desk.ts";

/** Borrowers of a page, with their keys: an erased one has no name and no key. */
export interface People {
  person(id: string): Person;
  /** Null where the key was destroyed, or nothing was sealed. */
  read(borrower: string, place: Place, sealed: Uint8Array | null): string | null;
}

interface Row {
  id: BorrowerId;
  external_id: string;
  zone: string;
  name_sealed: Uint8Array;
  wrapped: Uint8Array | null;
}

export async function peopleOf({ tx, vault }: Desk, ids: Iterable<string>): Promise<People> {
  const wanted = [...new Set(ids)];
  const rows = await tx.$queryRaw<Row[]>(sql`
    SELECT b.id::text, b.external_id, b.zone, b.name_sealed, k.wrapped FROM borrower b
    LEFT JOIN keys.borrower_key k ON k.borrower_id = b.id WHERE b.id = ANY(${wanted}::uuid[])`);
  const keys = new Map<string, Buffer>();
  const people = new Map<string, Person>();
  for (const row of rows) {
    const key = row.wrapped && vault.unwrap(row.id, row.wrapped);
    if (key) keys.set(row.id, key);
    people.set(row.id, { id: row.id, externalId: row.external_id, zone: row.zone, name: key && openText(key, `borrower.name/${row.id}`, row.name_sealed) });
  }
  return {
    person: (id) => people.get(id) ?? { id, externalId: "?", name: null, zone: "UTC" },
    read(borrower, place, sealed) {
      const key = keys.get(borrower);
      return key && sealed ? openText(key, place, sealed) : null;
    },
  };
}
