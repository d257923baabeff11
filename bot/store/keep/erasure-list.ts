/**
 * The list of the erased, besides the database: a file of JSON lines to which each erasure is appended, kept where a
 * lost database does not take it along. Every restore reads it, so that who was erased after the backup stays erased.
 */
import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { erasureReasons, type Erasure } from "../../app/keep/ports.ts";
import { fromDate, instant, isoInstant } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { sql, type Database } from "../database.ts";
import { KeepFault } from "./keep-fault.ts";

const line = z.object({
  borrower: z.uuid().transform((id) => id as BorrowerId),
  at: z.iso.datetime().transform((text) => instant(text)),
  reason: z.enum(erasureReasons),
  by: z.string(),
});

/** All that the database knows; they are few. */
export async function erasuresIn(database: Pick<Database, "$queryRaw">): Promise<Erasure[]> {
  const rows = await database.$queryRaw<{ borrower: BorrowerId; at: Date; reason: string; by: string }[]>(
    sql`SELECT borrower_id::text AS borrower, erased_at AS at, reason, erased_by AS by FROM keys.erasure ORDER BY erased_at, borrower_id`,
  );
  return rows.map((row) => ({ ...row, reason: z.enum(erasureReasons).parse(row.reason), at: fromDate(row.at) }));
}

/** Throws KeepFault where a line is damaged; one that a crash cut off at the end does not count. */
export function readErasureList(file: string): Erasure[] {
  if (!existsSync(file)) throw new KeepFault(`there is no erasure list ${file}`);
  const lines = readFileSync(file, "utf8").split("\n");
  // What follows the last newline was not written to its end.
  return lines.slice(0, -1).flatMap((text, index) => {
    if (text.trim() === "") return [];
    const read = line.safeParse(json(text));
    if (!read.success) throw new KeepFault(`${file}:${String(index + 1)} is no line of an erasure list: it was changed or damaged`);
    return [read.data];
  });
}

/** Appends what the file lacks, and waits until it is on disk. Returns how many lines were added. */
export function syncErasureList(file: string, erasures: readonly Erasure[]): number {
  const known = new Set(existsSync(file) ? readErasureList(file).map(({ borrower }) => borrower) : []);
  const missing = erasures.filter(({ borrower }) => !known.has(borrower));
  if (missing.length === 0) return 0;
  mkdirSync(dirname(file), { recursive: true });
  const fd = openSync(file, "a+", 0o600);
  try {
    // What a crash cut off is cut away, or it would stand in the middle as damage.
    const bytes = readFileSync(file);
    ftruncateSync(fd, bytes.lastIndexOf(0x0a) + 1);
    writeSync(fd, missing.map((one) => `${JSON.stringify({ ...one, at: isoInstant(one.at) })}\n`).join(""));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  return missing.length;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
