/**
 * How well and how fast the guard finds what a borrower must never read.
 *
 *   npm run bench:wording [-- --failures]
 */
import { checkText } from "../../bot/app/wording/check-text.ts";
import { theGuard } from "../../bot/templates/the-guard.ts";
import { measure, readRows } from "../domain/wording/measure.ts";

const { guard } = await theGuard("templates");
if (!guard) throw new Error("templates/guard has problems: npx huifang templates check");
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(8);

console.log(`${"labelled texts".padEnd(46)}${"texts".padStart(6)}${"bad".padStart(6)}  recall  named so  precision`);
for (const [name, file] of [
  ["dev (tuned on)", "wording-dev.jsonl"],
  ["test (same hand, seldom looked at)", "wording-test.jsonl"],
  ["hard: in words that no list had (tuned on since)", "wording-hard.jsonl"],
  ["fresh: the same again, run but not tuned on", "wording-fresh.jsonl"],
] as const) {
  const { texts, bad, recall, named, precision, missed, wronglyFound } = measure(guard, readRows(file));
  console.log(`${name.padEnd(46)}${String(texts).padStart(6)}${String(bad).padStart(6)}${percent(recall)}${percent(named)}${percent(precision)}`);
  if (process.argv.includes("--failures") && !name.startsWith("test") && !name.startsWith("fresh"))
    for (const line of [...missed.map((each) => `missed  ${each}`), ...wronglyFound.map((each) => `wrongly ${each}`)]) console.log(`    ${line}`);
}

const texts = readRows("wording-dev.jsonl").map(({ text }) => text);
for (const text of texts) checkText(guard, text);
const start = performance.now();
for (let i = 0; i < 5; i++) for (const text of texts) checkText(guard, text);
console.log(`\n${(((performance.now() - start) * 1000) / (5 * texts.length)).toFixed(0)} µs a text, of all categories`);
