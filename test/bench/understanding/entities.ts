/** Dates, sums, numbers, percentages and yes/no, each by its recogniser alone, on the public corpora. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ask, near, percent, readLines, type Row } from "./row.ts";

const dateSchema = z.object({
  text: z.string(),
  ref_time: z.string(),
  lang: z.string(),
  expect: z.object({ date: z.string(), alt: z.union([z.string(), z.array(z.string())]).optional() }),
});
const moneySchema = z.object({
  text: z.string(),
  lang: z.string(),
  expect: z.object({ amount: z.number().optional(), min: z.number().optional(), max: z.number().optional() }),
});
const numberSchema = z.object({ text: z.string(), lang: z.string(), expect: z.object({ number: z.number().optional(), percent: z.number().optional() }) });
const boolSchema = z.object({ text: z.string(), lang: z.string(), expect: z.object({ bool: z.boolean().nullable() }) });

export function entityRows(corpora: string): Row[] {
  const at = (name: string): string[] => [join(corpora, `${name}.jsonl`)].filter((file) => existsSync(file));
  return [
    ...at("promise_dates_zh").map((file) => dates("zh-dates", file, "≥ 95% / ≤ 1.5% wrong")),
    ...at("promise_dates_en").map((file) => dates("en-dates", file, "≥ 88%")),
    money("zh-money", ["money_duckling_zh", "money_jionlp_zh", "money_msrecog_zh"].flatMap(at), "≥ 97%"),
    money("en-money", ["money_duckling_en", "money_msrecog_en"].flatMap(at)),
    numbers("zh-numbers", ["number_duckling_zh", "number_msrecog_zh"].flatMap(at), "number", "≥ 98%"),
    numbers("zh-percent", at("percent_msrecog_zh"), "percent", "≥ 97%"),
    numbers("en-numbers", ["number_duckling_en", "number_msrecog_en"].flatMap(at), "number"),
    yesNo("zh-yesno", at("bool_msrecog_zh"), "≥ 95%"),
    yesNo("en-yesno", ["bool_clinc_en", "bool_msrecog_en"].flatMap(at), "≥ 95%"),
  ];
}

function dates(name: string, file: string, goal: string): Row {
  const failures: string[] = [];
  let [right, wrong] = [0, 0];
  const cases = readLines(file, dateSchema);
  for (const { text, ref_time, lang, expect } of cases) {
    const { date } = ask({ text, received_at: ref_time, locale: lang === "zh" ? "zh-CN" : "en-US" }, "date");
    if (date && [expect.date, ...[expect.alt ?? []].flat()].includes(date.on)) right += 1;
    else {
      if (date && !date.fuzzy) wrong += 1;
      failures.push(`${text} (${ref_time.slice(0, 10)}) is ${expect.date}, read as ${date ? `${date.on}${date.fuzzy ? "?" : ""}` : "nothing"}`);
    }
  }
  return { name, reached: `${percent(right, cases.length)}, wrong ${percent(wrong, cases.length)}`, goal, failures };
}

function money(name: string, files: readonly string[], goal?: string): Row {
  const cases = files.flatMap((file) => readLines(file, moneySchema));
  return scored(
    name,
    cases,
    ({ text, expect }) => {
      const { amount } = ask({ text }, "amount");
      const right = expect.amount !== undefined ? near(amount?.value, expect.amount) : near(amount?.min, expect.min) && near(amount?.max, expect.max);
      return right ? undefined : JSON.stringify(amount);
    },
    goal,
  );
}

function numbers(name: string, files: readonly string[], what: "number" | "percent", goal?: string): Row {
  const cases = files.flatMap((file) => readLines(file, numberSchema));
  return scored(
    name,
    cases,
    ({ text, expect }) => {
      const value = ask({ text }, what)[what];
      return near(value, expect[what]) ? undefined : String(value);
    },
    goal,
  );
}

function yesNo(name: string, files: readonly string[], goal: string): Row {
  const cases = files.flatMap((file) => readLines(file, boolSchema));
  return scored(
    name,
    cases,
    ({ text, expect }) => {
      const { yesno } = ask({ text }, "yesno");
      return (yesno ?? null) === expect.bool ? undefined : String(yesno);
    },
    goal,
  );
}

/** `miss` says what was read instead; undefined where it was right. */
function scored<T extends { readonly text: string; readonly expect: unknown }>(
  name: string,
  cases: readonly T[],
  miss: (one: T) => string | undefined,
  goal?: string,
): Row {
  const failures = cases.flatMap((one) => {
    const read = miss(one);
    return read === undefined ? [] : [`${one.text} is ${JSON.stringify(one.expect)}, read as ${read}`];
  });
  return { name, reached: `${percent(cases.length - failures.length, cases.length)} of ${String(cases.length)}`, ...(goal && { goal }), failures };
}
