import { readFileSync } from "node:fs";
import { z } from "zod";
import { checkText } from "../../../bot/app/wording/check-text.ts";
import type { Guard } from "../../../bot/domain/wording/guard.ts";

const rowForm = z.object({
  id: z.string(),
  text: z.string(),
  lang: z.enum(["zh", "en"]),
  /** The category that must be found; null: nothing may be. */
  never: z.string().nullable(),
  facts: z
    .object({ writer: z.enum(["bot", "officer"]), personKnown: z.boolean(), overdue: z.boolean(), approved: z.boolean(), nothingOpen: z.boolean() })
    .partial()
    .default({}),
});
type Row = z.output<typeof rowForm>;

export interface Measured {
  readonly texts: number;
  readonly bad: number;
  /** Of the bad ones, how many were found at all; and with the category that they were labelled with. */
  readonly recall: number;
  readonly named: number;
  /** Of those found, how many are bad. */
  readonly precision: number;
  readonly missed: readonly string[];
  readonly wronglyFound: readonly string[];
}

export const readRows = (file: string): Row[] =>
  readFileSync(new URL(`../../corpora/${file}`, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => rowForm.parse(JSON.parse(line)));

export function measure(guard: Guard, rows: readonly Row[]): Measured {
  const found = rows.map((row) => ({ row, categories: checkText(guard, row.text, given(row.facts)).findings.map(({ category }) => category) }));
  const bad = found.filter(({ row }) => row.never !== null);
  const caught = bad.filter(({ categories }) => categories.length > 0);
  const wrongly = found.filter(({ row, categories }) => row.never === null && categories.length > 0);
  return {
    texts: rows.length,
    bad: bad.length,
    recall: caught.length / bad.length,
    named: caught.filter(({ row, categories }) => categories.includes(row.never ?? "")).length / bad.length,
    precision: caught.length / (caught.length + wrongly.length),
    missed: bad.filter(({ categories }) => categories.length === 0).map(({ row }) => `${row.never ?? ""}: ${row.text}`),
    wronglyFound: wrongly.map(({ row, categories }) => `${row.text} [${categories.join(", ")}]`),
  };
}

const given = (facts: Row["facts"]) => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
