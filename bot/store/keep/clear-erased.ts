import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId, NewId } from "../../domain/ids.ts";
import type { Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { BorrowerErased, type Vault } from "../vault.ts";
import { parametersOf } from "./erase-borrower.ts";
import { erasureTraces } from "./erasure-traces.ts";

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

/**
 * Work that turns out to be an erased borrower's (a text that came while they were being erased, a reminder planned for
 * a loan still open) is cleared away as the erasure would have done, instead of failing again each minute.
 */
export async function orClearErased<T, O>(deps: Deps, now: Instant, otherwise: O, work: () => Promise<T>): Promise<T | O> {
  try {
    return await work();
  } catch (fault) {
    if (!(fault instanceof BorrowerErased)) throw fault;
    await clearErased(deps, fault.borrowerId, now);
    return otherwise;
  }
}

export async function clearErased({ tx, vault, newId }: Deps, id: BorrowerId, now: Instant): Promise<void> {
  for (const trace of erasureTraces) await tx.$executeRawUnsafe(trace, ...parametersOf(trace, id, toDate(now)));
  await appendLog(tx, vault, [{ id: newId<LogEntryId>(), at: now, kind: "borrower.erased", borrowerId: id, actor: "system", body: { again: "found" } }]);
}
