import type { ConsoleWrites, ScopedBy } from "../../app/console/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { sql } from "../database.ts";
import { logAct, type Desk } from "./desk.ts";
import { seen } from "./seen.ts";

/** A late receipt may be faster than the officer: only what is still unknown is settled. */
export async function settleUnknown(desk: Desk, id: string, outcome: "delivered" | "failed", by: ScopedBy): ReturnType<ConsoleWrites["settleUnknown"]> {
  const { tx } = desk;
  const [row] = await tx.$queryRaw<{ borrower_id: BorrowerId; state: string }[]>(
    sql`SELECT m.borrower_id::text, m.state FROM message m JOIN borrower b ON b.id = m.borrower_id WHERE m.id = ${id}::uuid AND ${seen(by.sees)} FOR UPDATE OF m`,
  );
  if (!row) return "missing";
  if (row.state !== "unknown") return { changed: false, state: row.state, borrowerId: row.borrower_id };
  await tx.message.update({ where: { id }, data: outcome === "delivered" ? { state: outcome, deliveredAt: toDate(by.at) } : { state: outcome } });
  // Its touch ends with it: never planned again, since the text may have arrived after all (design §3.1).
  await tx.touch.updateMany({ where: { messageId: id, state: { in: ["claimed", "sent"] } }, data: { state: outcome === "delivered" ? "sent" : "failed" } });
  await logAct(desk, by, "message.outcome_decided", row.borrower_id, { message: id, outcome });
  return { changed: true, state: outcome, borrowerId: row.borrower_id };
}
