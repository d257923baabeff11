import { z } from "zod";
import type { KnownTouch } from "../../app/forecast/ports.ts";
import type { Day } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { gateRules } from "../../domain/policy/gate.ts";
import { sql, type Database } from "../database.ts";
import { dateOf, instantOf } from "../days.ts";

const reasonsForm = z.array(z.object({ rule: z.enum(gateRules), detail: z.string().exactOptional(), pack: z.string().exactOptional() }));
const decisionForm = z.enum(["send", "defer", "suppress"]);

interface Row {
  readonly borrower_id: BorrowerId;
  readonly key: string;
  readonly state: string;
  readonly due_at: Date;
  readonly message_id: string | null;
  readonly decision: string | null;
  readonly reasons: unknown;
}

/** Touches of instalments that fall due in the range and are there already, by borrower and key; who has none is not in the map. */
export async function knownTouches(
  database: Database,
  ids: readonly BorrowerId[],
  range: { from: Day; to: Day },
): Promise<ReadonlyMap<BorrowerId, ReadonlyMap<string, KnownTouch>>> {
  const rows = await database.$queryRaw<Row[]>(sql`
    SELECT borrower_id::text, key, state, due_at, message_id::text, decision, reasons FROM touch
    WHERE borrower_id = ANY(${[...ids]}::uuid[]) AND due_on BETWEEN ${dateOf(range.from)}::date AND ${dateOf(range.to)}::date`);
  const found = new Map<BorrowerId, Map<string, KnownTouch>>();
  for (const row of rows) {
    const own = found.get(row.borrower_id) ?? new Map<string, KnownTouch>();
    found.set(row.borrower_id, own.set(row.key, knownTouch(row)));
  }
  return found;
}

const knownTouch = ({ key, state, due_at: dueAt, message_id: message, decision, reasons }: Row): KnownTouch => ({
  key,
  state,
  dueAt: instantOf(dueAt),
  ...(message !== null && { message }),
  ...(decision !== null && { decision: decisionForm.parse(decision) }),
  ...(reasons !== null && { reasons: reasonsForm.parse(reasons) }),
});
