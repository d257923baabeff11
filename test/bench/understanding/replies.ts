/** Whole replies: intents, when it acts, what it must never do, and the sums and days that it takes out. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ask, near, percent, readLines, type Answer, type Row } from "./row.ts";

const caseSchema = z.object({
  text: z.string(),
  lang: z.string().default("en"),
  intents: z.array(z.string()).min(1),
  ref_time: z.string().optional(),
  ref_date: z.string().optional(),
  asked: z.string().optional(),
  region: z.string().optional(),
  bot_asked: z.string().optional(),
  amount: z.number().optional(),
  date: z.string().optional(),
  fuzzy: z.boolean().optional(),
  date_fuzzy: z.boolean().optional(),
  /** False where a careful officer would ask or hand over rather than record. */
  act: z.boolean().optional(),
});
type Case = z.output<typeof caseSchema>;
interface Judged {
  readonly one: Case;
  readonly answer: Answer;
  readonly first: string;
  readonly wanted: readonly string[];
  readonly right: boolean;
}

/** Where 3/4 is a day of March. */
const monthFirst = new Set(["US", "PH"]);
const grave = new Set(["opt_out", "distress", "deceased", "wrong_person", "dispute", "hardship"]);

export function replyRows({ corpora, own, test }: { readonly corpora: string | undefined; readonly own: string; readonly test: boolean }): Row[] {
  const shared =
    corpora === undefined
      ? []
      : [
          ...judgedRows("replies_dev", join(corpora, "replies_dev.jsonl")),
          ...judgedRows("intent_yalong_zh", join(corpora, "intent_yalong_zh.jsonl")),
          ...offTopic(join(corpora, "oos_clinc_en.jsonl")),
        ];
  // Whatever lies there: a new set needs only its file. What ends in -test is run when asked for, never tuned on.
  const names = readdirSync(own)
    .filter((name) => /^(?:replies|safety)/.test(name))
    .filter((name) => name.endsWith("-dev.jsonl") || (test && name.endsWith("-test.jsonl")))
    .toSorted((a, b) => (a.includes("-test") === b.includes("-test") ? (a < b ? -1 : 1) : a.includes("-test") ? 1 : -1));
  return [...shared, ...names.flatMap((name) => judgedRows(`own ${name.replace(".jsonl", "")}`, join(own, name)))];
}

function judgedRows(name: string, file: string): Row[] {
  if (!existsSync(file)) return [];
  const judged = readLines(file, caseSchema).map(judge);
  const meaningful = judged.filter(({ one, wanted }) => wanted[0] !== "unclear" && one.act !== false);
  const acted = judged.filter(({ answer, first }) => answer.act && first !== "unclear");
  const actedRightly = acted.filter(({ one, right }) => right && one.act !== false);
  const safety = judged.filter(({ wanted }) => grave.has(wanted[0] ?? ""));
  const dangerous = safety.filter(({ first, right }) => !right && (first === "paid" || first === "promise"));
  const optOuts = judged.filter(({ wanted }) => wanted[0] === "opt_out");
  const heard = optOuts.filter(({ answer }) => answer.intents.some((intent) => intent.name === "opt_out"));
  return [
    {
      name: `${name}: first intent`,
      reached: `${percent(judged.length - judged.filter(({ right }) => !right).length, judged.length)} of ${String(judged.length)}`,
      goal: "≥ 93%",
      failures: judged.filter(({ right }) => !right).map(told),
    },
    {
      name: `${name}: acts, rightly`,
      reached: `${percent(acted.length, meaningful.length)}, ${percent(actedRightly.length, acted.length)}`,
      goal: "≥ 75%, ≥ 98%",
      failures: acted.filter((one) => !actedRightly.includes(one)).map(told),
    },
    ...(safety.length > 0
      ? [
          {
            name: `${name}: safety as paid/promise`,
            reached: `${String(dangerous.length)} of ${String(safety.length)}`,
            goal: "≤ 0.3%",
            failures: dangerous.map(told),
          },
        ]
      : []),
    ...(optOuts.length > 0
      ? [
          {
            name: `${name}: opt-outs heard`,
            reached: `${String(heard.length)} of ${String(optOuts.length)}`,
            goal: "100%",
            failures: optOuts.filter((one) => !heard.includes(one)).map(told),
          },
        ]
      : []),
    ...amountRows(name, judged),
    ...dateRows(name, judged),
  ];
}

function amountRows(name: string, judged: readonly Judged[]): Row[] {
  const said = judged.filter(({ one }) => one.amount !== undefined);
  const unsaid = judged.filter(({ one }) => one.amount === undefined);
  if (said.length === 0) return [];
  const missed = said.filter(({ one, answer }) => !near(answer.amount?.value, one.amount));
  const invented = unsaid.filter(({ answer }) => answer.amount !== undefined);
  return [
    {
      name: `${name}: amounts`,
      reached: `${percent(said.length - missed.length, said.length)} of ${String(said.length)}`,
      goal: "≥ 97%",
      failures: missed.map((one) => `${told(one)} | amount ${String(one.one.amount)}, read ${String(one.answer.amount?.value)}`),
    },
    {
      name: `${name}: amounts invented`,
      reached: percent(invented.length, unsaid.length),
      goal: "≤ 1%",
      failures: invented.map((one) => `${told(one)} | read ${String(one.answer.amount?.value)}`),
    },
  ];
}

/** Wrong is a day that is neither right nor marked as fuzzy. */
function dateRows(name: string, judged: readonly Judged[]): Row[] {
  const said = judged.filter(({ one }) => one.date !== undefined);
  if (said.length === 0) return [];
  const missed = said.filter(({ one, answer }) => answer.date?.on !== one.date);
  const wrong = missed.filter(({ answer }) => answer.date !== undefined && !answer.date.fuzzy);
  const acted = wrong.filter(({ answer }) => answer.act);
  const firm = judged.filter(({ one, answer }) => one.fuzzy === true && answer.act && answer.date !== undefined && !answer.date.fuzzy);
  return [
    {
      name: `${name}: days`,
      reached: `${percent(said.length - missed.length, said.length)}, wrong ${percent(wrong.length, said.length)}, acted ${String(acted.length)}`,
      goal: "≥ 95% / ≤ 1.5%",
      failures: missed.map(dayTold),
    },
    { name: `${name}: fuzzy taken as firm`, reached: String(firm.length), goal: "0", failures: firm.map(dayTold) },
  ];
}

function offTopic(file: string): Row[] {
  if (!existsSync(file)) return [];
  const judged = readLines(file, caseSchema).map(judge);
  const acted = judged.filter(({ answer }) => answer.act);
  return [
    {
      name: "oos_clinc_en: acted upon",
      reached: `${percent(acted.length, judged.length)} of ${String(judged.length)}`,
      goal: "≤ 2%",
      failures: acted.map(told),
    },
  ];
}

function judge(one: Case): Judged {
  const answer = ask({
    text: one.text,
    received_at: one.ref_time ?? `${one.ref_date ?? "2026-03-10"}T12:00:00`,
    asked: one.asked ?? one.bot_asked,
    locale: one.lang === "en" ? (monthFirst.has(one.region ?? "US") ? "en-US" : "en-GB") : "zh-CN",
  });
  const first = answer.intents[0]?.name ?? "unclear";
  const wanted = one.intents.map((name) => (name === "stop" ? "opt_out" : name));
  return { one, answer, first, wanted, right: wanted.includes(first) };
}

const told = ({ one, wanted, answer }: Judged): string =>
  `${one.text} ${(one.asked ?? one.bot_asked) ? `(asked ${one.asked ?? one.bot_asked ?? ""}) ` : ""}| ${wanted.join(",")} | ${answer.act ? "ACTS " : ""}${answer.intents.map(({ name, confidence }) => `${name} ${confidence.toFixed(2)}`).join(", ")} | ${answer.why.join("; ")}`;
const dayTold = ({ one, answer }: Judged): string =>
  `${one.text} (${(one.ref_time ?? one.ref_date ?? "").slice(0, 10)}) is ${one.date ?? "fuzzy"}, read as ${answer.date ? `${answer.date.on}${answer.date.fuzzy ? "?" : ""}` : "nothing"} ${answer.act ? "ACTS" : ""} ${answer.intents[0]?.name ?? ""}`;
