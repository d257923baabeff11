import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { importBook, type ImportRequest } from "../../../bot/app/import/import-book.ts";
import type { ImportReport } from "../../../bot/app/import/import-report.ts";
import type { ImportDeps } from "../../../bot/app/import/session.ts";
import { instant, type Instant } from "../../../bot/domain/calendar.ts";
import { bookColumns } from "../../../bot/domain/loans/book-columns.ts";
import { connectDatabase, type Database } from "../../../bot/store/database.ts";
import { createBookStore } from "../../../bot/store/import/book-store.ts";
import { openCsv } from "../../../bot/store/import/csv-source.ts";
import { rootKeys } from "../../../bot/store/seal.ts";
import { createVault, type Vault } from "../../../bot/store/vault.ts";
import { freshDatabase } from "../../support/database.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";

/** A book in a database of its own, a clock that stands still until it is set, and a directory for files. */
export interface Bench {
  readonly db: Database;
  readonly vault: Vault;
  readonly deps: ImportDeps;
  readonly directory: string;
  setClock(at: Instant): void;
  file(name: string, text: string | Buffer): string;
  import(files: { loans?: string; schedule?: string; payments?: string }, options?: Partial<ImportRequest>): Promise<ImportReport>;
  /** How many rows each table of the book has. */
  counts(): Promise<Record<string, number>>;
  logKinds(): Promise<string[]>;
  close(): Promise<void>;
}

export const startOfTest = instant("2026-11-22T02:00:00Z");

export async function openBench(): Promise<Bench> {
  const fresh = await freshDatabase();
  const db = connectDatabase(fresh.url);
  const vault = createVault(rootKeys(Buffer.alloc(32, 7)));
  const files = makeTestDirectory("import");
  let now = startOfTest;
  const deps: ImportDeps = {
    clock: { now: () => now, speed: 1 },
    // A UUID made here is as good as any: the brand says only what it names.
    newId: <T extends string>() => randomUUID() as string as T,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    book: createBookStore(db, vault),
  };
  const file = (name: string, text: string | Buffer): string => {
    const to = path.join(files.path, name);
    writeFileSync(to, text);
    return to;
  };
  let made = 0;
  return {
    db,
    vault,
    deps,
    directory: files.path,
    file,
    setClock: (at) => {
      now = at;
    },
    import: (texts, options = {}) =>
      importBook(deps, {
        dryRun: false,
        allOrNothing: false,
        ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, openCsv(file(`${String((made += 1))}-${name}.csv`, text))])),
        ...options,
      }),
    counts: async () => {
      const tables = ["borrower", "contact_point", "loan", "instalment", "payment", "hold", "log_entry", "log_pending", "plan_dirty", "keys.borrower_key"];
      const rows = await db.$queryRawUnsafe<{ name: string; rows: number }[]>(
        tables.map((table) => `SELECT '${table}' AS name, count(*)::int AS rows FROM ${table}`).join(" UNION ALL "),
      );
      return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]));
    },
    logKinds: async () => (await db.logEntry.findMany({ select: { kind: true }, orderBy: { kind: "asc" } })).map(({ kind }) => kind),
    close: async () => {
      await db.$disconnect();
      await fresh.drop();
      files.remove();
    },
  };
}

const ignore = (): void => undefined;

/** What a row of loans.csv says where a test does not. */
export const loanDefaults: Record<string, string> = {
  loan_id: "L1",
  borrower_id: "B1",
  borrower_name: "王芳",
  phone: "",
  locale: "zh-CN",
  timezone: "Asia/Shanghai",
  borrower_type: "farmer",
  channel: "sim",
  address: "sim-1",
  product: "term-12",
  purpose: "seeds",
  trade: "crops",
  risk_grade: "B",
  currency: "CNY",
  principal: "96396.00",
  disbursed_on: "2026-01-31",
  first_due_on: "2026-02-28",
  instalments: "12",
  instalment_amount: "8033.00",
  frequency: "monthly",
  branch: "branch-1",
  officer: "officer-1",
};

export type Row = Readonly<Record<string, string>>;

/** loans.csv with these rows; what a row does not say is an ordinary loan. Columns beyond the required where a row has them. */
export function loansCsv(...rows: readonly Row[]): string {
  const extra = bookColumns.loans.optional.filter((column) => rows.some((row) => column in row));
  return csv(
    [...bookColumns.loans.required, ...extra],
    rows.map((row) => ({ ...loanDefaults, ...row })),
  );
}

export const paymentsCsv = (...rows: readonly Row[]): string =>
  csv(
    bookColumns.payments.required,
    rows.map((row) => ({ loan_id: "L1", paid_on: "2026-02-28", amount: "8033.00", reference: "P1", ...row })),
  );

export const scheduleCsv = (...rows: readonly Row[]): string =>
  csv(
    bookColumns.schedule.required,
    rows.map((row) => ({ loan_id: "L1", ...row })),
  );

const csv = (columns: readonly string[], rows: readonly Row[]): string =>
  [columns.join(","), ...rows.map((row) => columns.map((column) => quoted(row[column] ?? "")).join(","))].map((line) => `${line}\n`).join("");

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
