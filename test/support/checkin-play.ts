/** Plays a conversation of a check-in through the pure engine and the real texts: no database, no channel, no clock but the file's. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { templatesDir } from "../../bot/assembly/templates.ts";
import { begin } from "../../bot/domain/checkins/begin.ts";
import type { Answer } from "../../bot/domain/checkins/answer.ts";
import type { Questionnaire } from "../../bot/domain/checkins/questionnaire.ts";
import { runStateForm, runStateJson } from "../../bot/domain/checkins/run-form.ts";
import { checkinWords, type CheckinWorld, type RunEvent, type RunInput, type RunState } from "../../bot/domain/checkins/run.ts";
import { step } from "../../bot/domain/checkins/step.ts";
import { dayMs, hourMs, instantAt, day, localText, minuteMs, plus, zone, type Instant } from "../../bot/domain/calendar.ts";
import { textLocales } from "../../bot/domain/day-text.ts";
import type { InboundId } from "../../bot/domain/ids.ts";
import { currency } from "../../bot/domain/money.ts";
import { understand } from "../../bot/domain/replies/understand.ts";
import { mediaKinds } from "../../bot/domain/turns/media.ts";
import { readCheckin } from "../../bot/templates/load-checkins.ts";
import type { MessageTemplates } from "../../bot/templates/load-message-templates.ts";
import { renderMessage } from "../../bot/templates/render-message.ts";

const duration = z.string().regex(/^\d+[mhd]$/);
const stepForm = z.union([
  z.enum(["nudge", "expire", "interrupted", "offer"]),
  z.strictObject({ says: z.string(), id: z.string().optional() }),
  z.strictObject({ sends: z.enum(mediaKinds), caption: z.string().default("") }),
  z.strictObject({ advance: duration }),
  /** From here on the run is stepped with that file: a question was withdrawn. */
  z.strictObject({ questionnaire: z.string() }),
  z.strictObject({ cut: z.enum(["stopped", "handed_over"]) }),
]);

const scenarioForm = z.strictObject({
  title: z.string(),
  questionnaire: z.string(),
  locale: z.enum(textLocales).default("zh-CN"),
  buttons: z.boolean().default(false),
  start: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/)
    .default("2026-11-28 10:00"),
  expires: duration.default("3d"),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])).default({}),
  purpose: z.string().default("none"),
  steps: z.array(stepForm),
  /** The point of the conversation: each must show in the golden output. */
  expect: z.array(z.string()).min(1),
  never: z.array(z.string()).default([]),
});

const shanghai = zone("Asia/Shanghai");
const cny = currency("CNY");
const ours = path.resolve("test/scenarios/checkins/questionnaires");

export function playCheckin(file: string, { templates }: MessageTemplates) {
  const scenario = scenarioForm.parse(parse(readFileSync(file, "utf8")));
  const { locale } = scenario;
  const lender = locale === "en" ? "Huinong" : "惠农";
  const text = (id: string, params: Readonly<Record<string, string | number>>): string => {
    const template = templates.get(id);
    if (!template) throw new Error(`no template ${id}`);
    return renderMessage(template, locale, { lender, ...params });
  };
  const values = {
    name: "王小明",
    lender,
    officer: "李伟",
    purpose: scenario.purpose,
    amount: "¥8,033.00",
    due_on: locale === "en" ? "15 Dec" : "12月15日",
    principal: "¥100,000.00",
  };
  const started = startOf(scenario.start);
  let now = started;
  let of = questionnaire(scenario.questionnaire);
  let run: RunState = begin(plus(now, msOf(scenario.expires)));
  let texts = 0;
  const lines: string[] = [];
  const broken: string[] = [];
  const world = (): CheckinWorld => ({
    now,
    zone: shanghai,
    locale,
    currency: cny,
    buttons: scenario.buttons,
    questionnaire: of,
    facts: scenario.facts,
    values,
    words: { yes: text(checkinWords.yes, {}), no: text(checkinWords.no, {}) },
  });
  const feed = (input: RunInput): void => {
    // as if the process had died since: nothing but what is stored goes on
    const stored = runStateForm.parse(JSON.parse(runStateJson(run)));
    const done = step(stored, input, world());
    if (JSON.stringify(step(run, input, world()), plain) !== JSON.stringify(done, plain)) broken.push("a run goes on otherwise once it was stored");
    if (done.says.length > 2) broken.push("more than two texts at once");
    run = done.run;
    for (const event of done.events) lines.push(`      * ${told(event)}`);
    if (!done.taken) lines.push(`      * not taken${input.kind === "text" ? `: ${input.reply.intents[0]?.name ?? ""}` : ""}`);
    if (done.beside) lines.push("      * something else besides");
    for (const { template, params, choices = templates.get(template)?.buttons[locale] ?? [] } of done.says) {
      const shown = scenario.buttons && choices.length > 0 ? `\n[${choices.join("] [")}]` : "";
      lines.push(`${clock(now)} bot: ${`${text(template, params)}${shown}`.replaceAll("\n", "\n           ")}`);
    }
  };
  feed({ kind: "offer" });
  for (const one of scenario.steps) {
    if (typeof one === "string") {
      lines.push(`${clock(now)} -- ${one}`);
      feed({ kind: one });
    } else if ("advance" in one) now = plus(now, msOf(one.advance));
    else if ("questionnaire" in one) {
      of = questionnaire(one.questionnaire);
      lines.push(`${clock(now)} -- stepped with ${one.questionnaire}`);
    } else if ("cut" in one) {
      lines.push(`${clock(now)} -- cut: ${one.cut}`);
      feed({ kind: "cut", because: one.cut });
    } else {
      now = plus(now, minuteMs / 2);
      texts += 1;
      const id = ("id" in one && one.id !== undefined ? one.id : `in-${String(texts)}`) as InboundId;
      if ("says" in one) {
        lines.push(`${clock(now)} borrower: ${one.says.replaceAll("\n", " / ")}`);
        feed({ kind: "text", id, text: one.says, reply: understand(one.says, { receivedAt: now, zone: shanghai, locale, currency: cny, open: [] }) });
      } else {
        lines.push(`${clock(now)} borrower sends: ${one.sends}${one.caption === "" ? "" : ` (${one.caption})`}`);
        feed({ kind: "media", id, media: one.sends, caption: one.caption });
      }
    }
  }
  const answers = Object.entries(run.answers).map(([id, answer]) => `  ${id}: ${answerTold(answer)}`);
  const golden = [`# ${scenario.title}`, ...lines, `= ${run.phase}${run.skipped.length > 0 ? `, skipped ${run.skipped.join(", ")}` : ""}`, ...answers, ""].join(
    "\n",
  );
  return { scenario, golden, broken };

  function clock(at: Instant): string {
    return localText(at, shanghai).slice(5);
  }
}

function questionnaire(id: string): Questionnaire {
  const own = path.join(ours, `${id}.yaml`);
  const file = existsSync(own) ? own : path.join(templatesDir, "checkins", `${id}.yaml`);
  const read = readCheckin(readFileSync(file, "utf8"), file);
  if (!read.questionnaire) throw new Error(read.problems.map(({ line, message }) => `${file}:${String(line)} ${message}`).join("; "));
  return read.questionnaire;
}

const plain = (_: string, value: unknown): unknown => (typeof value === "bigint" ? value.toString() : value);

function startOf(text: string): Instant {
  const [on = "", time = ""] = text.split(" ");
  const [hour = "", minute = ""] = time.split(":");
  return instantAt(day(on), Number(hour) * 60 + Number(minute), shanghai);
}

const msOf = (text: string): number => Number(text.slice(0, -1)) * (text.endsWith("d") ? dayMs : text.endsWith("h") ? hourMs : minuteMs);

function told(event: RunEvent): string {
  switch (event.type) {
    case "asked":
      return `asked ${event.question}${event.check === undefined ? "" : ` to clarify ${event.check}`}${event.times > 1 ? `, time ${String(event.times)}` : ""}`;
    case "answered":
      return `answered ${event.question}: ${answerTold(event.answer)}${event.corrects ? ", corrects" : ""}, because of ${event.because}`;
    case "invalid":
      return `not an answer to ${event.question}: expected ${event.expected}`;
    case "skipped":
      return `skipped ${event.question}, by ${event.by}`;
    case "fact":
      return `fact ${event.name} = ${event.value === null ? "withdrawn" : JSON.stringify(event.value)}${event.unit === undefined ? "" : ` ${event.unit}`}`;
    case "doubt":
      return `doubt ${event.check} after ${event.question}`;
    case "noted":
      return `noted ${event.check}: ${event.note}`;
    case "postponed":
      return `postponed until ${localText(event.until, shanghai)}`;
    case "late_answer":
      return `late answer ${event.because}`;
    case "handed_over":
      return `handed over: ${event.because}`;
    default:
      return event.type;
  }
}

function answerTold(answer: Answer): string {
  switch (answer.type) {
    case "yes_no":
      return answer.yes ? "yes" : "no";
    case "choice":
      return answer.key;
    case "multi_choice":
      return answer.keys.join(" + ");
    case "number":
      return String(answer.value);
    case "money":
      return `${answer.about ? "about " : ""}${String(answer.minor)} minor ${answer.currency}`;
    case "percent":
      return `share ${String(answer.share)}`;
    case "date":
      return `${answer.fuzzy ? "about " : ""}${answer.on}`;
    case "document":
      return `${answer.media} ${answer.document}`;
    case "text":
    case "location":
      return answer.text;
  }
}
