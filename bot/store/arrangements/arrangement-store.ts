import type { ArrangementStore, Moved } from "../../app/arrangements/ports.ts";
import type { BorrowerId, NewId } from "../../domain/ids.ts";
import type { Desk } from "../console/desk.ts";
import { seenBorrower } from "../console/seen.ts";
import type { Database } from "../database.ts";
import { lockBorrower } from "../lock-borrower.ts";
import type { Vault } from "../vault.ts";
import { applyDecided } from "./apply-decided.ts";
import { arrangementList, arrangementPage } from "./arrangement-pages.ts";
import { foundArrangement } from "./found-arrangement.ts";

/** What the console reads and does of applications; each call one transaction. */
export function createArrangementStore({ database, vault, newId }: { database: Database; vault: Vault; newId: NewId }): ArrangementStore {
  const atDesk = <T>(work: (desk: Desk) => Promise<T>): Promise<T> => database.$transaction((tx) => work({ tx, vault, newId }));
  return {
    list: (query, look) => atDesk((desk) => arrangementList(desk, query, look)),
    read: (id, look) => atDesk((desk) => arrangementPage(desk, id, look)),
    move: (id, by, deadlines, decideOn, beside) =>
      atDesk(async (desk): Promise<Moved> => {
        const { tx } = desk;
        const seen = await tx.arrangement.findUnique({ where: { id }, select: { borrowerId: true } });
        const owner = seen && (await tx.borrower.findFirst({ where: { AND: [{ id: seen.borrowerId }, seenBorrower(by.sees)] }, select: { id: true } }));
        const borrower = owner && (await lockBorrower(tx, vault, owner.id as BorrowerId));
        if (!borrower) return "missing";
        // Under the borrower's lock: of two approvers at once the second decides on what the first left.
        const found = await foundArrangement(tx, id, borrower);
        const decided = decideOn(found);
        if ("refused" in decided) return { refused: decided.refused, borrowerId: borrower.id };
        await applyDecided({ ...desk, borrower, found, by: by.officer, deadlines, now: by.at, ...(beside && { beside }) }, decided.events);
        await tx.borrower.update({ where: { id: borrower.id }, data: { version: { increment: 1 } } });
        return { borrowerId: borrower.id };
      }),
  };
}
