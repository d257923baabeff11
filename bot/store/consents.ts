import { z } from "zod";
import { toDate, type Instant } from "../domain/calendar.ts";
import type { BorrowerId } from "../domain/ids.ts";
import type { Consent } from "../domain/policy/permitted.ts";
import { purposes } from "../domain/policy/purpose.ts";
import { sql, type Tx } from "./database.ts";

/** In place of a channel's name: all of them. */
export const everyChannel = "*";
const purposeForm = z.enum([...purposes, "outside_hours", "all"]);

/** What each of them agreed to or refused; who said nothing is not in the map. */
export async function consentsOf(tx: Tx, borrowers: readonly BorrowerId[]): Promise<ReadonlyMap<BorrowerId, readonly Consent[]>> {
  const rows = await tx.consent.findMany({ where: { borrowerId: { in: [...borrowers] } } });
  const found = new Map<BorrowerId, Consent[]>();
  for (const row of rows) {
    const id = row.borrowerId as BorrowerId;
    const consent: Consent = {
      purpose: purposeForm.parse(row.purpose),
      given: row.given,
      ...(row.channel !== everyChannel && { channel: row.channel }),
    };
    found.set(id, [...(found.get(id) ?? []), consent]);
  }
  return found;
}

export interface ConsentSaid extends Consent {
  readonly borrowerId: BorrowerId;
  readonly at: Instant;
  readonly source: "chat" | "loan_book" | "officer";
}

/** Keeps the last word on each channel and purpose; a word that is older than the one that is kept changes nothing. The caller logs it. */
export async function keepConsents(tx: Tx, said: readonly ConsentSaid[]): Promise<void> {
  if (said.length === 0) return;
  const of = <T>(pick: (one: ConsentSaid) => T): T[] => said.map(pick);
  await tx.$executeRaw(sql`
    INSERT INTO consent (id, borrower_id, channel, purpose, given, at, source)
    SELECT gen_random_uuid(), borrower_id, channel, purpose, given, at, source
    FROM unnest(${of((one) => one.borrowerId)}::uuid[], ${of((one) => one.channel ?? everyChannel)}::text[], ${of((one) => one.purpose)}::text[],
      ${of((one) => one.given)}::boolean[], ${of((one) => toDate(one.at))}::timestamptz[], ${of((one) => one.source)}::text[])
      AS t(borrower_id, channel, purpose, given, at, source)
    ON CONFLICT (borrower_id, channel, purpose) DO UPDATE SET given = excluded.given, at = excluded.at, source = excluded.source WHERE consent.at <= excluded.at`);
}
