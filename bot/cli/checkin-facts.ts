import { readFile } from "node:fs/promises";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { parseDay, type Day } from "../domain/calendar.ts";
import { textValues, type Facts, type TextValues } from "../domain/checkins/questionnaire.ts";
import { dayText, type TextLocale } from "../domain/day-text.ts";
import { money, moneyText, parseAmount, type Currency } from "../domain/money.ts";
import { usageError } from "./usage-error.ts";

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

/** Reads `--facts FILE`, YAML or JSON: names with their values, flat ("before.turnover: 30000") or nested. */
export async function readFacts(file: string | undefined): Promise<Facts> {
  if (file === undefined) return {};
  const text = await readFile(file, "utf8").catch(() => {
    throw usageError(`--facts: ${file} cannot be read`);
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault) {
    const { line, col } = lines.linePos(fault.pos[0]);
    throw usageError(`--facts: ${file}:${String(line)}:${String(col)} ${fault.message}`);
  }
  const read: unknown = document.toJS();
  if (read === null || read === undefined) return {};
  if (typeof read !== "object" || Array.isArray(read)) throw usageError(`--facts: ${file}: names with their values were expected, as "before.turnover: 30000"`);
  return Object.fromEntries(Object.entries(read).flatMap(([name, one]) => flat(name, one, file)));
}

function flat(name: string, one: unknown, file: string): [string, z.output<typeof value>][] {
  const read = value.safeParse(one);
  if (read.success) return [[name, read.data]];
  if (typeof one === "object" && one !== null && !Array.isArray(one))
    return Object.entries(one).flatMap(([rest, inner]) => flat(`${name}.${rest}`, inner, file));
  throw usageError(`--facts: ${file}: ${name} is neither a text, a number, true or false, nor a list of texts`);
}

/** What texts of a questionnaire may name, as far as the facts tell; made-up stand-ins for the rest. */
export function valuesOf(facts: Facts, of: { locale: TextLocale; currency: Currency; today: Day; lender: string }): TextValues {
  const said = (name: string): string | undefined => (typeof facts[name] === "string" || typeof facts[name] === "number" ? String(facts[name]) : undefined);
  const amount = (name: string): string | undefined => {
    const minor = parseAmount(said(name) ?? "", of.currency);
    return minor === undefined ? undefined : moneyText(money(minor, of.currency), of.locale);
  };
  const dueOn = parseDay(said("next.due_on") ?? "");
  const known = {
    name: said("name") ?? standIns[of.locale].name,
    officer: said("officer") ?? standIns[of.locale].officer,
    lender: said("lender") ?? of.lender,
    amount: amount("next.amount") ?? "none",
    principal: amount("principal") ?? "none",
    purpose: said("purpose") ?? "none",
    due_on: dueOn ? dayText(dueOn, of.locale, of.today) : "none",
  } satisfies Record<(typeof textValues)[number], string>;
  return known;
}

const standIns: Readonly<Record<TextLocale, { readonly name: string; readonly officer: string }>> = {
  "zh-CN": { name: "王小明", officer: "李伟" },
  en: { name: "Wang Xiaoming", officer: "Li Wei" },
};
