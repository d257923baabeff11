import { cpSync, writeFileSync } from "node:fs";
import path from "node:path";
import { importBook } from "../../bot/app/import/import-book.ts";
import type { Clock, Logger } from "../../bot/app/ports.ts";
import { openCore, type Core } from "../../bot/assembly/core.ts";
import { templatesDir } from "../../bot/assembly/templates.ts";
import { readConfig } from "../../bot/config.ts";
import { addDays, type Day, type Instant } from "../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../bot/domain/ids.ts";
import { createBookStore } from "../../bot/store/import/book-store.ts";
import { openCsv } from "../../bot/store/import/csv-source.ts";
import { sql } from "../../bot/store/database.ts";
import { loansCsv, paymentsCsv, scheduleCsv, type Row } from "../integration/import/support.ts";
import { freshDatabase, type FreshDatabase } from "./database.ts";
import { makeTestDirectory } from "./test-directory.ts";

export interface InstallationOptions {
  /** Undefined: the machine's clock. */
  readonly clock?: Clock;
  /** Contact hours "HH:MM"; an hour long, all touches of a day are due when it begins. Every day is a contact day. */
  readonly hours: { readonly from: string; readonly to: string };
  readonly budgets?: { readonly day: number; readonly week: number };
  /** Offsets from the due day. */
  readonly stages?: readonly number[];
  /** Lines of which-plan.yaml; undefined: the standard plan for everybody. */
  readonly whichPlan?: readonly object[];
  readonly env?: Readonly<Record<string, string>>;
  readonly log?: Logger;
  readonly connections?: number;
  /** Undefined: a fresh one on the run's own server. */
  readonly database?: FreshDatabase;
}

/** A whole installation in a database of its own, with templates of its own. */
export interface TestInstallation {
  readonly core: Core;
  /** What another process needs to be of this installation. */
  readonly env: Readonly<Record<string, string>>;
  readonly directory: string;
  import(files: { loans?: readonly Row[]; payments?: readonly Row[]; schedule?: readonly Row[] }, ledgerAsOf?: Instant): Promise<void>;
  /** Borrower ids by the lender's. */
  borrowers(): Promise<Map<string, BorrowerId>>;
  /** May be called twice. */
  close(): Promise<void>;
}

export async function openInstallation(options: InstallationOptions): Promise<TestInstallation> {
  const fresh = options.database ?? (await freshDatabase());
  const files = makeTestDirectory("invariants");
  const env = {
    DATABASE_URL: fresh.url,
    HUIFANG_KEY: Buffer.alloc(32, 11).toString("base64"),
    HUIFANG_DATA_DIR: path.join(files.path, "data"),
    HUIFANG_TEMPLATES: templatesOf(files.path, options),
    SIM_SECRET: "a-secret-of-the-tests",
    ...options.env,
  };
  const { clock, connections = 20 } = options;
  const core = await openCore(readConfig(env), options.log ?? silent, { connections, ...(clock && { clock: () => Promise.resolve(clock) }) });
  let made = 0;
  let closed = false;
  const csv = (name: string, text: string) => {
    const file = path.join(files.path, `${String((made += 1))}-${name}.csv`);
    writeFileSync(file, text);
    return openCsv(file);
  };
  return {
    core,
    env,
    directory: files.path,
    async import({ loans, payments, schedule }, ledgerAsOf) {
      const report = await importBook(
        { ...core, book: createBookStore(core.database, core.vault) },
        {
          dryRun: false,
          allOrNothing: false,
          ...(loans && { loans: csv("loans", loansCsv(...loans)) }),
          ...(payments && { payments: csv("payments", paymentsCsv(...payments)) }),
          ...(schedule && { schedule: csv("schedule", scheduleCsv(...schedule)) }),
          ...(ledgerAsOf !== undefined && { ledgerAsOf }),
        },
      );
      if (report.problemCount > 0) throw new Error(`the test's own book is bad: ${JSON.stringify(report.problems.slice(0, 3))}`);
    },
    async borrowers() {
      const rows = await core.database.borrower.findMany({ select: { id: true, externalId: true } });
      return new Map(rows.map((row) => [row.externalId, row.id as BorrowerId]));
    },
    async close() {
      if (closed) return;
      closed = true;
      await core.close();
      await fresh.drop();
      files.remove();
    },
  };
}

const silent: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function templatesOf(
  directory: string,
  { hours, budgets = { day: 1, week: 3 }, stages = [0], whichPlan = [{ plan: "standard" }] }: InstallationOptions,
): string {
  const dir = path.join(directory, "templates");
  cpSync(templatesDir, dir, { recursive: true });
  const source = "ours";
  const policy = {
    id: "default",
    title: { "zh-CN": "测试", en: "of a test" },
    sources: { ours: { text: "a test's own", seen: false } },
    hours: { source, week: [{ days: [1, 2, 3, 4, 5, 6, 7], ...hours }] },
    budgets: [
      { source, window: "day", most: budgets.day, of: ["message"] },
      { source, window: "week", most: budgets.week, of: ["message"] },
    ],
    ledger: { source, posting_lag_hours: 6, oldest_hours: 72 },
    responses: { source, within_hours: false },
  };
  const template = (offset: number): string => (offset < 0 ? "reminder-before" : offset === 0 ? "reminder-due" : "reminder-late");
  const plan = {
    id: "standard",
    stages: stages.map((offset) => ({ offset, template: template(offset), priority: 50, move: offset > 0 ? "later" : "earlier" })),
  };
  // YAML reads JSON.
  writeFileSync(path.join(dir, "policies/default.yaml"), JSON.stringify(policy));
  writeFileSync(path.join(dir, "plans/standard.yaml"), JSON.stringify(plan));
  writeFileSync(path.join(dir, "which-plan.yaml"), JSON.stringify({ lines: whichPlan }));
  return dir;
}

/** What must be found nowhere in the clear. */
export const secretName = (n: number): string => `欧阳保密${String(n).padStart(5, "0")}`;
export const secretAddress = (n: number): string => `sim-secret-${String(n).padStart(5, "0")}`;

/** loans.csv rows of borrowers B0001…, each with one loan L0001… of one instalment of 8,033.00 that falls due on `dueOn`. */
export function bigBook(of: { borrowers: number; zone: string; dueOn: Day; from?: number }, row: Row = {}): Row[] {
  return Array.from({ length: of.borrowers }, (_, index) => {
    const n = index + (of.from ?? 1);
    const no = String(n).padStart(5, "0");
    return {
      loan_id: `L${no}`,
      borrower_id: `B${no}`,
      borrower_name: secretName(n),
      address: secretAddress(n),
      timezone: of.zone,
      disbursed_on: addDays(of.dueOn, -60),
      first_due_on: of.dueOn,
      instalments: "1",
      instalment_amount: "8033.00",
      principal: "8033.00",
      ...row,
    };
  });
}

/** Every second borrower has answered on the contact point before. */
export async function verifyHalf(core: Core): Promise<void> {
  await core.database.$executeRaw(
    sql`UPDATE contact_point SET state = 'verified' FROM borrower b WHERE b.id = borrower_id AND right(b.external_id, 1) IN ('0', '2', '4', '6', '8')`,
  );
}

export async function verifyAll(core: Core): Promise<void> {
  await core.database.$executeRaw(sql`UPDATE contact_point SET state = 'verified'`);
}
