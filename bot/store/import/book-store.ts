import type { BookStore, Decided, Mode } from "../../app/import/book-store.ts";
import { toDate } from "../../domain/calendar.ts";
import { sql, type Database, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";
import { lockBook, readLedgerLoans, readLoans, readPosted } from "./read-book.ts";
import { writeLoans } from "./write-loans.ts";
import { writePayments } from "./write-payments.ts";
import { writeSchedules } from "./write-schedules.ts";

/** The lender's book in PostgreSQL; writes by `unnest`, since createMany is thirteen times slower (facts/database.md). */
export function createBookStore(db: Database, vault: Vault): BookStore {
  const change = async <Keys, State, Write, Result>(
    mode: Mode,
    keys: Keys,
    load: (tx: Tx, keys: Keys, mode: Mode) => Promise<State>,
    decide: (state: State) => Decided<Write, Result>,
    write: (tx: Tx, write: Write) => Promise<void>,
  ): Promise<Result> =>
    db.$transaction(async (tx) => {
      const decided = decide(await load(tx, keys, mode));
      if (decided.write !== undefined && mode === "write") await write(tx, decided.write);
      return decided.result;
    }, batchLimits);
  return {
    changeLoans: (keys, mode, decide) =>
      change(
        mode,
        keys,
        (tx, of) => readLoans(tx, vault, of, mode),
        decide,
        (tx, w) => writeLoans(tx, vault, w),
      ),
    changeSchedules: (loans, mode, decide) =>
      change(
        mode,
        loans,
        async (tx, of) => ({ loans: await readLedgerLoans(tx, of, mode) }),
        decide,
        (tx, w) => writeSchedules(tx, vault, w),
      ),
    changePayments: (keys, mode, decide) =>
      change(
        mode,
        keys,
        async (tx, of) => {
          const loans = await readLedgerLoans(
            tx,
            of.map(({ loanId }) => loanId),
            mode,
          );
          return { loans, posted: await readPosted(tx, of, loans) };
        },
        decide,
        (tx, w) => writePayments(tx, vault, w),
      ),
    stateLedger: (asOf, except, log) =>
      db.$transaction(async (tx) => {
        await lockBook(tx);
        await tx.$executeRaw(sql`
          UPDATE loan SET ledger_as_of = ${toDate(asOf)}
          WHERE status = 'open' AND ledger_as_of < ${toDate(asOf)} AND NOT external_id = ANY(${[...except]}::text[])`);
        await appendLog(tx, vault, [log]);
      }, batchLimits),
    appendLog: (log) => db.$transaction((tx) => appendLog(tx, vault, [log])),
    addressIndex: (channel, address) => vault.root.addressIndex(channel, address).toString("hex"),
  };
}

// Two thousand loans of thirty years' monthly instalments are 720,000 rows: more than the ordinary 30 s on a slow disk.
const batchLimits = { maxWait: 30_000, timeout: 180_000 };
