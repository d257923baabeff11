/**
 * How well and how fast replies are understood, against the goals (docs/understanding.md).
 *
 *   npm run bench:understanding [-- --test] [-- --failures zh-dates]
 *
 * The public corpora lie outside the repository (HUIFANG_CORPORA, else ../shared/corpora); where they are absent that is
 * said and their rows are left out. `--test` also runs our own test halves, which are never tuned on.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { entityRows } from "./understanding/entities.ts";
import { replyRows } from "./understanding/replies.ts";
import type { Row } from "./understanding/row.ts";
import { speedRows } from "./understanding/speed.ts";

const root = resolve(import.meta.dirname, "../..");
const corpora = resolve(root, process.env["HUIFANG_CORPORA"] ?? "../shared/corpora");
const shown = process.argv[process.argv.indexOf("--failures") + 1];
const listed = process.argv.includes("--failures") ? shown : undefined;

const rows: Row[] = [];
if (existsSync(corpora)) rows.push(...entityRows(corpora));
else console.log(`no corpora at ${corpora}: set HUIFANG_CORPORA; only our own are measured\n`);
rows.push(...replyRows({ corpora: existsSync(corpora) ? corpora : undefined, own: resolve(root, "test/corpora"), test: process.argv.includes("--test") }));
if (listed === undefined) rows.push(...speedRows(resolve(root, "test/corpora")));

console.log(`${"what".padEnd(44)}${"reached".padStart(28)}   goal`);
for (const { name, reached, goal, failures = [] } of rows) {
  if (listed !== undefined && !name.includes(listed)) continue;
  console.log(`${name.padEnd(44)}${reached.padStart(28)}   ${goal ?? ""}`);
  if (listed !== undefined) for (const failure of failures) console.log(`    ${failure}`);
}
