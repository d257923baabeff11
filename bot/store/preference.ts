import { z } from "zod";
import type { Weekday } from "../domain/calendar.ts";
import type { BorrowerId } from "../domain/ids.ts";
import type { Preference } from "../domain/policy/hours.ts";
import type { Tx } from "./database.ts";
import { openText, seal } from "./seal.ts";

/** What a borrower asked for by chat; what is undefined stays as it is, null takes a wish back. No officer overrides it. */
export interface Wish {
  readonly channel?: string | null;
  readonly locale?: string | null;
  readonly hours?: Preference | null;
}

const minute = z.int().min(0).max(1_440);
const hoursForm = z.array(z.strictObject({ day: z.literal([1, 2, 3, 4, 5, 6, 7] satisfies Weekday[]), from: minute, to: minute }));

/** Keeps a borrower's wish. In the transaction of the turn that heard it, which also logs it and holds the borrower's lock. */
export async function setPreference(tx: Tx, borrower: { readonly id: BorrowerId; readonly key: Buffer }, { channel, locale, hours }: Wish): Promise<void> {
  await tx.borrower.update({
    where: { id: borrower.id },
    data: {
      ...(channel !== undefined && { preferredChannel: channel }),
      ...(locale !== undefined && { preferredLocale: locale }),
      ...(hours !== undefined && { preferredHoursSealed: hours === null ? null : sealHours(borrower, hours) }),
      version: { increment: 1 },
    },
  });
}

function sealHours({ id, key }: { readonly id: BorrowerId; readonly key: Buffer }, hours: Preference): Uint8Array<ArrayBuffer> {
  const lines = [...hours].map(([day, { fromMinute, toMinute }]) => ({ day, from: fromMinute, to: toMinute }));
  return new Uint8Array(seal(key, aad(id), JSON.stringify(lines)));
}

/** The hours that a borrower asked for; undefined where they asked for none. */
export function openHours(key: Buffer, id: BorrowerId, sealed: Uint8Array | null): Preference | undefined {
  if (!sealed) return undefined;
  const lines = hoursForm.parse(JSON.parse(openText(key, aad(id), sealed)));
  return new Map(lines.map(({ day, from, to }) => [day, { fromMinute: from, toMinute: to }]));
}

const aad = (id: BorrowerId) => `borrower.preferred_hours/${id}` as const;
