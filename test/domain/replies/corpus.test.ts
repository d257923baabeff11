/** The development corpus lies outside the repository; where it is absent this says so and is left out. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import type { Asked } from "../../../bot/domain/replies/reply.ts";
import { understand } from "../../../bot/domain/replies/understand.ts";
import { context } from "./context.ts";

const file = resolve(import.meta.dirname, "../../..", process.env["HUIFANG_CORPORA"] ?? "../shared/corpora", "replies_dev.jsonl");
const absent = !existsSync(file);
if (absent) console.info(`no corpus at ${file}: its floors are not checked`);

const lineSchema = z.object({
  text: z.string(),
  ref_date: z.string(),
  lang: z.string(),
  intents: z.array(z.string()).min(1),
  bot_asked: z.string().optional(),
});
const askedFor = new Map<string, Asked>([
  ["ask_date", "promise_when"],
  ["ask_amount", "promise_amount"],
  ["ask_person", "confirm_person"],
]);
const safety = new Set(["opt_out", "wrong_person", "dispute", "hardship", "human", "abusive", "deceased", "distress"]);

it.skipIf(absent)("most replies of the corpus are understood, and none that matters for safety turns into money", () => {
  const cases = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => lineSchema.parse(JSON.parse(line)));
  let right = 0;
  const dangerous: string[] = [];
  for (const one of cases) {
    const wanted = one.intents.map((name) => (name === "stop" ? "opt_out" : name));
    const locale = one.lang === "en" ? "en" : "zh-CN";
    const first = understand(one.text, context(askedFor.get(one.bot_asked ?? ""), one.ref_date, locale)).intents[0]?.name ?? "unclear";
    if (wanted.includes(first)) right += 1;
    if (safety.has(wanted[0] ?? "") && (first === "paid" || first === "promise")) dangerous.push(one.text);
  }
  expect(cases.length).toBeGreaterThan(100);
  expect(dangerous).toEqual([]);
  expect(right / cases.length).toBeGreaterThan(0.95);
});
