import { readFileSync } from "node:fs";
import { z } from "zod";
import { answerLine, type Recogniser } from "../../../bot/app/understanding/answer-line.ts";
import { parseLine } from "../../../bot/app/understanding/parse-line.ts";
import { instant } from "../../../bot/domain/calendar.ts";

/** One line of the table of goals. */
export interface Row {
  readonly name: string;
  readonly reached: string;
  readonly goal?: string;
  readonly failures?: readonly string[];
}

export function readLines<S extends z.ZodType>(file: string, schema: S): z.output<S>[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => schema.parse(JSON.parse(line)));
}

const answerSchema = z.object({
  act: z.boolean().default(false),
  intents: z.array(z.object({ name: z.string(), confidence: z.number() })).default([]),
  amount: z.object({ value: z.number(), currency: z.string(), kind: z.string(), min: z.number().optional(), max: z.number().optional() }).optional(),
  date: z.object({ on: z.string(), bound: z.string(), fuzzy: z.boolean() }).optional(),
  number: z.number().optional(),
  percent: z.number().optional(),
  yesno: z.boolean().optional(),
  why: z.array(z.string()).default([]),
});
export type Answer = z.output<typeof answerSchema>;

/** Just as `huifang parse` would answer the line. */
export function ask(line: Readonly<Record<string, unknown>>, only?: Recogniser): Answer {
  const parsed = parseLine(JSON.stringify({ id: 0, ...line }), instant("2026-03-10T04:00:00Z"));
  if ("error" in parsed) throw new Error(`${parsed.error}: ${JSON.stringify(line)}`);
  return answerSchema.parse(answerLine(parsed.request, only));
}

export const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(whole, 1)).toFixed(1)}%`;
export const near = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= 1e-6 * Math.max(1e-3, Math.abs(b));
