import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { templatesDir } from "../assembly/templates.ts";
import { readConfig } from "../config.ts";
import { dayIn, parseInstant, parseZone, plus, systemNow } from "../domain/calendar.ts";
import { isKnownFact } from "../domain/checkins/known-facts.ts";
import { textLocales } from "../domain/day-text.ts";
import { parseCurrency } from "../domain/money.ts";
import { showCheckin } from "../templates/show-checkin.ts";
import { findCheckin, framing, openBook, placed, type CheckinBook } from "./checkin-book.ts";
import { readFacts, valuesOf } from "./checkin-facts.ts";
import { checkinPage } from "./checkin-page.ts";
import { talk } from "./rehearsal-chat.ts";
import { durationMs, readLine } from "./rehearsal-input.ts";
import { lineOf, stillOpen } from "./rehearsal-lines.ts";
import { betweenMs, Rehearsal, type Shown } from "./rehearsal.ts";
import { usageError } from "./usage-error.ts";

interface Options {
  readonly locale: string;
  readonly facts?: string;
  readonly at?: string;
  readonly zone: string;
  readonly currency: string;
  readonly expires: string;
  readonly buttons?: true;
}

interface Terminal {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/** `huifang checkins`: the questionnaires in templates/checkins, and trying one out; needs no database. */
export function registerCheckins(program: Command, terminal: Terminal = process): void {
  const checkins = program.command("checkins").description("the questionnaires in templates/checkins: what they ask, and trying one out");
  checkins
    .command("list")
    .description("every questionnaire with its version, whom it is for, and how many questions it has")
    .option("--json", "one JSON object a line")
    .action(async ({ json }: { json?: true }) => list(await book(), json === true, terminal));
  checkins
    .command("show <id>")
    .description("one questionnaire as a borrower reads it; a draft by the path of its file")
    .option("--locale <locale>", "zh-CN or en; without it, both")
    .option("--json", "as one JSON object")
    .action(async (id: string, { locale, json }: { locale?: string; json?: true }) => show(await book(), id, locale, json === true, terminal));
  rehearsing(checkins.command("try <id>").description("talk to it in the terminal, as a borrower would; /wait 3d lets time go by, /quit ends")).action(
    async (id: string, options: Options) => talk(await rehearsal(id, options, terminal), terminal.stdin, terminal.stdout),
  );
  rehearsing(
    checkins
      .command("run <id>")
      .description('what a borrower writes, a line each, from standard input (or {"text","at"}, {"media"}, {"wait":"3d"}); JSON lines of what happens out'),
  ).action(async (id: string, options: Options) => {
    const bad = await runStream(await rehearsal(id, options, terminal), terminal.stdin, terminal.stdout);
    if (bad > 0) process.exitCode = 1;
  });
}

const rehearsing = (command: Command): Command =>
  command
    .option("--locale <locale>", "zh-CN or en", "zh-CN")
    .option("--facts <file>", 'what is known of the loan and from earlier rounds, as YAML or JSON: "before.turnover: 30000" (docs/checkins-talk.md)')
    .option("--at <moment>", "when the opening goes out, with an offset: 2026-11-28T10:00:00+08:00; without it, now")
    .option("--zone <zone>", "the borrower's time zone", "Asia/Shanghai")
    .option("--currency <code>", "the loan's currency", "CNY")
    .option("--expires <time>", "how long there is to answer: 90m, 12h, 3d", "10d")
    .option("--buttons", "as on a channel that has buttons");

const book = (): Promise<CheckinBook> => openBook(readConfig(process.env).HUIFANG_TEMPLATES ?? templatesDir);

function list({ questionnaires, problems }: CheckinBook, json: boolean, { stdout, stderr }: Terminal): void {
  for (const { id, version, audience, questions, purpose } of questionnaires) {
    const both = { "zh-CN": purpose("zh-CN", {}), en: purpose("en", {}) };
    if (json) stdout.write(`${JSON.stringify({ id, version, audience, questions: questions.length, purpose: both })}\n`);
    else stdout.write(`${id.padEnd(20)}v${String(version).padEnd(4)}${String(questions.length).padStart(2)} questions  ${audience.join(", ")}\n`);
  }
  for (const problem of problems) stderr.write(`${placed(problem)}\n`);
  if (problems.length > 0) process.exitCode = 1;
}

async function show(from: CheckinBook, id: string, locale: string | undefined, json: boolean, { stdout }: Terminal): Promise<void> {
  const locales = locale === undefined ? textLocales : [localeOf(locale)];
  const { source, file } = await findCheckin(from, id);
  const { shown } = showCheckin(source, file, readConfig(process.env).LENDER_NAME, from.guard);
  if (shown) stdout.write(`${json ? JSON.stringify(shown) : checkinPage(shown, locales)}\n`);
}

async function rehearsal(id: string, options: Options, { stderr }: Terminal): Promise<Rehearsal> {
  const locale = localeOf(options.locale);
  const zone = parseZone(options.zone);
  if (zone === undefined) throw usageError(`--zone: "${options.zone}" is no time zone; write it as Asia/Shanghai`);
  const currency = parseCurrency(options.currency);
  if (currency === undefined) throw usageError(`--currency: "${options.currency}" is no currency; write it as CNY`);
  const expiresAfterMs = durationMs(options.expires);
  if (expiresAfterMs === undefined || expiresAfterMs === 0) throw usageError(`--expires: "${options.expires}" is no time; write it as 90m, 12h or 3d`);
  const now = options.at === undefined ? systemNow() : parseInstant(options.at);
  if (now === undefined) throw usageError(`--at: "${options.at ?? ""}" is no moment; write it as 2026-11-28T10:00:00+08:00`);
  const from = await book();
  const { questionnaire } = await findCheckin(from, id);
  const facts = await readFacts(options.facts);
  const asserted = new Set([...from.questionnaires, questionnaire].flatMap(({ questions }) => questions.flatMap(({ fact }) => fact?.name ?? [])));
  for (const name of Object.keys(facts))
    if (!isKnownFact(name, asserted) && !spokenOf.has(name)) stderr.write(`warning: --facts: nothing asks about "${name}"\n`);
  const lender = readConfig(process.env).LENDER_NAME;
  const { render, buttonsOf } = await framing(from.dir, locale, lender);
  const values = valuesOf(facts, { locale, currency, today: dayIn(now, zone), lender });
  return new Rehearsal({ questionnaire, locale, zone, currency, buttons: options.buttons === true, facts, values, expiresAfterMs, render, buttonsOf }, now);
}

/** Who is spoken of; no condition looks at them. */
const spokenOf: ReadonlySet<string> = new Set(["name", "officer", "lender"]);

function localeOf(text: string): (typeof textLocales)[number] {
  const found = textLocales.find((locale) => locale === text);
  if (!found) throw usageError(`--locale: one of ${textLocales.join(", ")}`);
  return found;
}

/** Answers line by line, each before the next is read; returns how many lines could not be read. */
export async function runStream(of: Rehearsal, input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<number> {
  const write = async (json: Readonly<Record<string, unknown>> | undefined): Promise<void> => {
    if (json && !output.write(`${JSON.stringify(json)}\n`)) await once(output, "drain");
  };
  const tell = async (shown: readonly Shown[]): Promise<void> => {
    for (const one of shown) await write(lineOf(one, of.run, of.zone));
  };
  let [number, bad] = [0, 0];
  await tell(of.open());
  for await (const raw of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    const read = readLine(number === 1 ? raw.replace(/^\ufeff/, "") : raw);
    if (read === undefined) continue;
    const error = "error" in read ? read.error : read.at !== undefined && read.at < of.now ? "at: before what came already" : undefined;
    if ("error" in read || error !== undefined) {
      bad += 1;
      await write({ error: { line: number, message: error } });
      continue;
    }
    await tell(of.until(read.at ?? plus(of.now, read.waitMs ?? betweenMs)));
    await tell(of.hear(read.line));
  }
  await write(stillOpen(of.run));
  return bad;
}
