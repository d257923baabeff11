import type { DueUnit } from "../../app/dispatch/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, MessageId, TouchId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import { messageRows } from "./message-rows.ts";
import { noticeRows, type Reading } from "./notice-rows.ts";
import { reminderRows } from "./touch-rows.ts";
import { noticeUnit, reminderUnit, type UnitRow } from "./unit-row.ts";

export interface LockedUnit {
  readonly unit: DueUnit;
  readonly borrower: LockedBorrower;
}

/** What each unit says of itself; "gone": no longer due, "busy": somebody writes its loan at this moment. */
export async function unitRows(
  { tx, vault, checkins }: Reading,
  units: readonly LockedUnit[],
  now: Instant,
): Promise<(id: string) => UnitRow | "gone" | "busy"> {
  const borrowers: ReadonlyMap<BorrowerId, LockedBorrower> = new Map(units.map(({ borrower }) => [borrower.id, borrower]));
  const touches: TouchId[] = [];
  const messages: MessageId[] = [];
  for (const { unit } of units) {
    if (unit.kind === "touch") touches.push(unit.id);
    else messages.push(unit.id);
  }
  const found = new Map<string, UnitRow>(await messageRows(tx, messages, borrowers, now));
  for (const [id, touch] of await reminderRows(tx, touches, now)) found.set(id, reminderUnit(touch));
  const others = touches.filter((id) => !found.has(id));
  for (const [id, notice] of await noticeRows({ tx, vault, checkins }, others, borrowers, now)) found.set(id, noticeUnit(notice));
  const busy = await stillDue(
    tx,
    touches.filter((id) => !found.has(id)),
    now,
  );
  return (id) => found.get(id) ?? (busy.has(id) ? "busy" : "gone");
}

async function stillDue(tx: Tx, touches: readonly TouchId[], now: Instant): Promise<ReadonlySet<string>> {
  if (touches.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT id::text FROM touch WHERE id = ANY(${[...touches]}::uuid[]) AND state = 'planned' AND due_at <= ${toDate(now)}`);
  return new Set(rows.map(({ id }) => id));
}
