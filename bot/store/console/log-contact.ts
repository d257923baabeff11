import type { ConsoleWrites, ContactMade, ScopedBy } from "../../app/console/ports.ts";
import { isoInstant, toDate } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { lockBorrower } from "../lock-borrower.ts";
import { logAct, type Desk } from "./desk.ts";
import { seenBorrower } from "./seen.ts";

/** Under the borrower's lock: the dispatch that comes next counts it. */
export async function logContact(desk: Desk, borrower: string, { kind, at, spoken }: ContactMade, by: ScopedBy): ReturnType<ConsoleWrites["logContact"]> {
  const { tx, vault, newId } = desk;
  const id = borrower as BorrowerId;
  if (!(await tx.borrower.findFirst({ where: { AND: [{ id }, seenBorrower(by.sees)] }, select: { id: true } }))) return "missing";
  if (!(await lockBorrower(tx, vault, id))) return "missing";
  const contact = newId();
  await tx.contactLogged.create({ data: { id: contact, borrowerId: id, kind, at: toDate(at), officer: by.officer, spoken, createdAt: toDate(by.at) } });
  await tx.borrower.update({ where: { id }, data: { version: { increment: 1 } } });
  await logAct(desk, by, "contact.logged", id, { contact, contactKind: kind, at: isoInstant(at), spoken });
  return "logged";
}
