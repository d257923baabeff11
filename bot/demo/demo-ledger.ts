/** Plays the lender's core banking system: takes the simulated persons' payments and tells the ledger each hour. */
import { randomUUID } from "node:crypto";
import { dayIn, hourMs, toDate, type Instant, type Zone } from "../domain/calendar.ts";
import { outstanding } from "../domain/loans/loan.ts";
import { currency, decimalText, money } from "../domain/money.ts";
import type { Clock } from "../app/ports.ts";
import type { ImportDeps } from "../app/import/session.ts";
import { postPayments } from "../app/import/post-payments.ts";
import { sql, type Database } from "../store/database.ts";
import type { Vault } from "../store/vault.ts";

export interface DemoLedger {
  /** Pays that fraction of the oldest open instalment of whoever has that address. */
  pay(of: { address: string; fraction: number }): Promise<void>;
  /** Tells the ledger as of now, once an hour of the clock. */
  tick(): Promise<void>;
}

interface Oldest {
  external_id: string;
  currency: string;
  zone: Zone;
  amount_minor: bigint;
  cumulative_minor: bigint;
  paid_minor: bigint;
}

export function createDemoLedger(deps: { database: Database; vault: Vault; clock: Clock; importing: ImportDeps }): DemoLedger {
  const { database, vault, clock } = deps;
  let toldAt = 0 as Instant;
  return {
    async pay({ address, fraction }) {
      const [open] = await database.$queryRaw<Oldest[]>(sql`
        SELECT l.external_id, l.currency, b.zone, i.amount_minor, i.cumulative_minor, l.paid_minor
        FROM contact_point c JOIN borrower b ON b.id = c.borrower_id JOIN loan l ON l.borrower_id = b.id AND l.status = 'open'
        JOIN instalment i ON i.loan_id = l.id AND i.cumulative_minor > l.paid_minor
        WHERE c.channel = 'sim' AND c.address_index = ${vault.root.addressIndex("sim", address)} ORDER BY i.due_on LIMIT 1`);
      if (!open) return;
      const due = outstanding({ amountMinor: open.amount_minor, cumulativeMinor: open.cumulative_minor }, open.paid_minor);
      const minor = (due * BigInt(Math.round(fraction * 100))) / 100n;
      if (minor <= 0n) return;
      const amount = decimalText(money(minor, currency(open.currency)));
      await postPayments(deps.importing, [{ loanId: open.external_id, paidOn: dayIn(clock.now(), open.zone), amount, reference: `SIM-${randomUUID()}` }]);
    },
    async tick() {
      if (clock.now() - toldAt < hourMs) return;
      toldAt = clock.now();
      await database.$executeRaw(sql`UPDATE loan SET ledger_as_of = ${toDate(toldAt)} WHERE status = 'open' AND ledger_as_of < ${toDate(toldAt)}`);
    },
  };
}
