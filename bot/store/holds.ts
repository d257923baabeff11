import { toDate, type Instant } from "../domain/calendar.ts";
import type { BorrowerId } from "../domain/ids.ts";
import { holdReasons, type Hold } from "../domain/policy/hold.ts";
import { z } from "zod";
import type { Tx } from "./database.ts";
import { instantOf } from "./days.ts";

const reasonForm = z.enum(holdReasons);

/** Holds that are neither lifted nor over. */
export async function activeHolds(tx: Tx, borrower: BorrowerId, now: Instant): Promise<Hold[]> {
  const rows = await tx.hold.findMany({
    where: { borrowerId: borrower, liftedAt: null, OR: [{ until: null }, { until: { gt: toDate(now) } }] },
  });
  return rows.map((row) => ({
    reason: reasonForm.parse(row.reason),
    from: instantOf(row.from),
    ...(row.until && { until: instantOf(row.until) }),
    ...(row.contactPointId && { contactPointId: row.contactPointId }),
    ...(row.loanId && { loanId: row.loanId }),
    ...(row.instalmentNo !== null && { instalmentNo: row.instalmentNo }),
  }));
}
