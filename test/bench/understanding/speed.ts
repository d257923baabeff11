import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { z } from "zod";
import { answerLine } from "../../../bot/app/understanding/answer-line.ts";
import { parseLine } from "../../../bot/app/understanding/parse-line.ts";
import { instant } from "../../../bot/domain/calendar.ts";
import { readLines, type Row } from "./row.ts";

const now = instant("2026-03-10T04:00:00Z");

/** By processor time, so that what else runs on the machine does not count. */
export function speedRows(own: string): Row[] {
  const texts = ["replies-dev", "safety-dev"].flatMap((name) => readLines(join(own, `${name}.jsonl`), z.object({ text: z.string(), ref_time: z.string() })));
  const lines = texts.map(({ text, ref_time }, id) => JSON.stringify({ id, text, received_at: ref_time }));
  const once = (): void =>
    lines.forEach((line) => {
      answer(line);
    });
  for (let i = 0; i < 5; i++) once();
  // The least disturbed of several rounds: other work on the machine only ever slows one down.
  const best = Math.min(...Array.from({ length: 10 }, () => cpuMs(once)));
  const perSecond = (lines.length * 1000) / best;
  return [
    { name: "speed: whole replies, one core", reached: `${Math.round(perSecond).toLocaleString("en")} /s`, goal: "≥ 10,000 /s" },
    ...loadRow(),
    ...worst(),
  ];
}

function answer(line: string): string {
  const parsed = parseLine(line, now);
  return JSON.stringify("error" in parsed ? parsed : answerLine(parsed.request, undefined));
}

/** In a process of its own: modules read, model decoded, first reply answered. */
function loadRow(): Row[] {
  const code = `const before = process.memoryUsage().rss, t = performance.now();
const { understand } = await import("./bot/domain/replies/understand.ts");
const { instant, zone } = await import("./bot/domain/calendar.ts");
const { currency } = await import("./bot/domain/money.ts");
understand("明天还五千", { receivedAt: instant("2026-03-10T04:00:00Z"), zone: zone("UTC"), locale: "zh-CN", currency: currency("CNY"), open: [] });
console.log(JSON.stringify([performance.now() - t, (process.memoryUsage().rss - before) / 1048576]));`;
  const run = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    cwd: resolve(import.meta.dirname, "../../.."),
    encoding: "utf8",
  });
  const [ms = 0, mb = 0] = z.array(z.number()).parse(JSON.parse(run.stdout.trim().split("\n").at(-1) ?? "[]"));
  return [{ name: "load and first reply", reached: `${ms.toFixed(0)} ms, ${mb.toFixed(0)} MB`, goal: "≤ 300 ms, ≤ 30 MB" }];
}

/** Ten thousand characters of each kind of mischief. */
function worst(): Row[] {
  const units = [
    "还",
    "1",
    "下",
    "15号",
    "了",
    "一二千",
    "明天还500,",
    "i will ",
    "ﷺ",
    "\ud800",
    "别",
    "5000块",
    "百",
    "亿",
    "1,",
    "周",
    "不",
    "two hundred ",
    "in 3 days ",
    "第一",
    "-",
    "分之",
    "my son ",
    "没",
    "？",
    "半",
    "又三分之一",
    "monday ",
    "the ",
    "1/",
    "😀",
    "农历",
    "ａ",
    "年",
    "以经",
    "到",
    " ",
    "stop ",
  ];
  const times = units
    .map((unit) => {
      const line = JSON.stringify({ id: 0, text: unit.repeat(Math.ceil(10_000 / unit.length)), received_at: "2026-03-10T12:00:00+08:00" });
      answer(line);
      return { unit, ms: Math.min(...[1, 2, 3].map(() => cpuMs(() => answer(line)))) };
    })
    .toSorted((a, b) => b.ms - a.ms);
  const [slowest] = times;
  return [
    {
      name: "10,000 hostile characters, slowest kind",
      reached: `${slowest?.ms.toFixed(1) ?? ""} ms ("${slowest?.unit ?? ""}")`,
      goal: "≤ 20 ms",
      failures: times.map(({ unit, ms }) => `${unit}: ${ms.toFixed(1)} ms`),
    },
  ];
}

function cpuMs(work: () => unknown): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}
