import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Lessons } from "../app/understanding/retrain.ts";
import { instant, zone } from "../domain/calendar.ts";
import { currency } from "../domain/money.ts";
import type { LabelledText } from "../domain/replies/model/learn.ts";
import { loadLabelled } from "./load-labelled.ts";
import { loadUnderstanding, type WrittenExample } from "../templates/load-understanding.ts";

/** The labelled replies that are meant for tuning; their test halves are never read here. */
const own = ["replies-dev", "safety-dev", "replies2-dev", "safety2-dev"].map((name) => `test/corpora/${name}.jsonl`);

/** Everything there is to learn from: the YAML examples, our own labelled replies, and what else is named. */
export async function loadLessons(root: string, also: readonly string[]): Promise<Lessons> {
  const written = await loadUnderstanding(join(root, "templates"));
  const [problem] = written.problems;
  if (problem) throw new Error(`${problem.file}:${String(problem.line)}:${String(problem.column)} ${problem.message}`);
  const files = [...own.map((name) => join(root, name)).filter((name) => existsSync(name)), ...also.map((name) => resolve(name))];
  const read = await Promise.all(files.map(loadLabelled));
  const hash = createHash("sha256")
    .update([written.hash, ...read.map((one) => one.hash)].join(" "))
    .digest("hex")
    .slice(0, 12);
  return { labelled: [...written.examples.map(labelled), ...read.flatMap((one) => one.labelled)], hash };
}

/** Days and sums of an example mean nothing by themselves; any fixed moment will do. */
const labelled = ({ text, lang, intent, asked }: WrittenExample): LabelledText => ({
  text,
  intents: [intent],
  context: {
    receivedAt: instant("2026-03-10T04:00:00Z"),
    zone: zone("UTC"),
    locale: lang === "zh" ? "zh-CN" : "en",
    currency: currency(lang === "zh" ? "CNY" : "USD"),
    open: [],
    ...(asked && { asked }),
  },
});
