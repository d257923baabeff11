import { toDate, type Instant } from "../domain/calendar.ts";
import type { BorrowerId } from "../domain/ids.ts";
import { holdReasons, type Hold } from "../domain/policy/hold.ts";
import { z } from "zod";
import type { Tx } from "./database.ts";
import { instantOf } from "./days.ts";

const reasonForm = z.enum(holdReasons);

/** Holds that are neither lifted nor over, of many borrowers in one query; who has none is not in the map. */
export async function activeHoldsOf(tx: Tx, borrowers: readonly BorrowerId[], now: Instant): Promise<ReadonlyMap<BorrowerId, Hold[]>> {
  const rows = await tx.hold.findMany({
    where: { borrowerId: { in: [...borrowers] }, liftedAt: null, OR: [{ until: null }, { until: { gt: toDate(now) } }] },
  });
  const found = new Map<BorrowerId, Hold[]>();
  for (const row of rows) {
    const id = row.borrowerId as BorrowerId;
    found.set(id, [...(found.get(id) ?? []), holdOf(row)]);
  }
  return found;
}

interface HoldRow {
  readonly reason: string;
  readonly from: Date;
  readonly until: Date | null;
  readonly contactPointId: string | null;
  readonly loanId: string | null;
  readonly instalmentNo: number | null;
}

const holdOf = (row: HoldRow): Hold => ({
  reason: reasonForm.parse(row.reason),
  from: instantOf(row.from),
  ...(row.until && { until: instantOf(row.until) }),
  ...(row.contactPointId && { contactPointId: row.contactPointId }),
  ...(row.loanId && { loanId: row.loanId }),
  ...(row.instalmentNo !== null && { instalmentNo: row.instalmentNo }),
});
