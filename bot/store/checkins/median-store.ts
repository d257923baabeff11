import type { MedianStore } from "../../app/checkins/ports.ts";
import { dayIn, dayMs, plus, toDate, zone, type Instant } from "../../domain/calendar.ts";
import { mediansOf, type Figure, type Median } from "../../domain/checkins/medians.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { sql, type Database, type Tx } from "../database.ts";
import { dateOf } from "../days.ts";
import type { Vault } from "../vault.ts";
import { openFact } from "./run-codec.ts";

/** A season: older figures are of another one. */
const lookBackMs = 120 * dayMs;
const atOnce = 2_000;
const slotName = "checkin_medians";

/** Figures lie sealed, so no statement can sort them: they are opened by the page, put together, and only what is of many is kept. */
export function createMedianStore({ database, vault }: { readonly database: Database; readonly vault: Vault }): MedianStore {
  return {
    async refresh(now) {
      const slot = { name: slotName, slot: dateOf(dayIn(now, zone("UTC"))) };
      if (await database.clockSlot.findUnique({ where: { name_slot: slot } })) return undefined;
      return database.$transaction(
        async (tx) => {
          // Whoever is first does it; after a crash the day's slot is still free.
          const [lock] = await tx.$queryRaw<{ mine: boolean }[]>(sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${slotName}, 0)) AS mine`);
          if (!lock?.mine || (await tx.clockSlot.findUnique({ where: { name_slot: slot } }))) return undefined;
          const medians = mediansOf(await figures(tx, vault, now));
          await replace(tx, medians, now);
          await tx.clockSlot.create({ data: slot });
          return medians.length;
        },
        { timeout: 120_000 },
      );
    },
  };
}

async function figures(tx: Tx, vault: Vault, now: Instant): Promise<Figure[]> {
  const all: Figure[] = [];
  for (let rows = await page(tx, undefined, now); rows.length > 0; rows = await page(tx, rows.at(-1)?.borrower_id, now)) {
    const keys = await vault.keysOf(tx, [...new Set(rows.map(({ borrower_id: id }) => id))]);
    for (const { id, borrower_id: borrower, name, unit, trade, branch, value_sealed: sealed } of rows) {
      const key = keys.get(borrower);
      const value = key && sealed && unit !== null ? openFact(key, id, sealed) : undefined;
      if (typeof value === "number" && name !== null && unit !== null && trade !== null && branch !== null) all.push({ name, unit, trade, branch, value });
    }
  }
  return all;
}

interface Row {
  borrower_id: BorrowerId;
  id: string;
  name: string | null;
  unit: string | null;
  trade: string | null;
  branch: string | null;
  value_sealed: Uint8Array | null;
}

/** Of each borrower what was said last of each fact; whoever said nothing has a row without one, so that the page ends with the last of its borrowers. */
const page = (tx: Tx, after: BorrowerId | undefined, now: Instant): Promise<Row[]> =>
  tx.$queryRaw<Row[]>(sql`
    SELECT b.id::text AS borrower_id, f.id::text, f.name, f.unit, f.trade, f.branch, f.value_sealed
    FROM (SELECT id FROM borrower WHERE ${after ?? null}::uuid IS NULL OR id > ${after ?? null}::uuid ORDER BY id LIMIT ${atOnce}) b
    LEFT JOIN LATERAL (
      SELECT DISTINCT ON (c.name) c.id, c.name, c.unit, l.trade, l.branch, c.value_sealed FROM checkin_fact c JOIN loan l ON l.id = c.loan_id
      WHERE c.borrower_id = b.id AND c.at > ${toDate(plus(now, -lookBackMs))} AND c.superseded_at IS NULL AND c.value_sealed IS NOT NULL AND l.trade <> ''
        AND c.unit IS NOT NULL AND c.unit NOT IN ('day', 'share', 'day of month') AND NOT starts_with(c.name, 'trend.')
      ORDER BY c.name, c.at DESC, c.id) f ON true
    ORDER BY b.id`);

async function replace(tx: Tx, medians: readonly Median[], now: Instant): Promise<void> {
  await tx.$executeRaw(sql`DELETE FROM checkin_median`);
  if (medians.length === 0) return;
  const of = <T>(pick: (one: Median) => T): T[] => medians.map(pick);
  await tx.$executeRaw(sql`
    INSERT INTO checkin_median (fact, unit, trade, branch, value, borrowers, at)
    SELECT s.*, ${toDate(now)} FROM unnest(${of(({ name }) => name)}::text[], ${of(({ unit }) => unit)}::text[], ${of(({ trade }) => trade)}::text[],
      ${of(({ branch }) => branch)}::text[], ${of(({ value }) => value)}::float8[], ${of(({ borrowers }) => borrowers)}::int[]) AS s(fact, unit, trade, branch, value, borrowers)`);
}
