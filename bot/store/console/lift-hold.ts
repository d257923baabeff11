import { z } from "zod";
import type { ConsoleWrites, ScopedBy } from "../../app/console/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { holdReasons, type HoldReason } from "../../domain/policy/hold.ts";
import { lockBorrower } from "../lock-borrower.ts";
import { logAct, type Desk } from "./desk.ts";
import { seenBorrower } from "./seen.ts";

/** Under the borrower's lock, as everything that a gate or a turn reads. */
export async function liftHold(desk: Desk, id: string, by: ScopedBy, mayLift: (reason: HoldReason) => boolean): ReturnType<ConsoleWrites["liftHold"]> {
  const { tx, vault } = desk;
  const found = await tx.hold.findUnique({ where: { id }, select: { borrowerId: true } });
  if (!found) return "missing";
  const borrowerId = found.borrowerId as BorrowerId;
  if (!(await tx.borrower.findFirst({ where: { AND: [{ id: borrowerId }, seenBorrower(by.sees)] }, select: { id: true } }))) return "missing";
  await lockBorrower(tx, vault, borrowerId);
  const hold = await tx.hold.findUniqueOrThrow({ where: { id } });
  if (hold.liftedAt !== null || (hold.until !== null && hold.until <= toDate(by.at))) return { status: "over", borrowerId };
  const reason = reasonForm.parse(hold.reason);
  if (!mayLift(reason)) return { status: "not_allowed", borrowerId };
  await tx.hold.update({ where: { id }, data: { liftedAt: toDate(by.at), liftedBy: by.officer } });
  await tx.borrower.update({ where: { id: borrowerId }, data: { version: { increment: 1 } } });
  await logAct(desk, by, "hold.lifted", borrowerId, { hold: id, reason });
  return { status: "lifted", borrowerId };
}

const reasonForm = z.enum(holdReasons);
