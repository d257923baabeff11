import type { PackFile } from "./pack-schema.ts";
import { floorId, type Pack } from "./load-policies.ts";

type Language = "zh-CN" | "en";

/** A pack as Markdown, for people: each rule, its source, whether that was seen, and what is not known. */
export function packPage(packs: ReadonlyMap<string, Pack>, id: string, language: Language): string {
  const pack = packs.get(id);
  if (!pack) throw new RangeError(`no pack ${id}`);
  const { file } = pack;
  const words = wordsOf[language];
  const lines = [`# ${file.title[language]} (\`${id}\`)`, "", ...heads(file, words), ""];
  lines.push(`| ${words.rule} | ${words.what} | ${words.source} | ${words.seen} |`, "|---|---|---|---|");
  for (const { rule, what, source } of rulesOf(file, language)) {
    const from = file.sources[source];
    lines.push(`| ${rule} | ${cell(what)} | ${cell(from?.text ?? source)} | ${from?.seen ? words.yes : words.no} |`);
  }
  if (file.unknown) lines.push("", `## ${words.unknown}`, "", ...file.unknown.map((one) => `- ${one[language]}`));
  return lines.join("\n");
}

function heads(file: PackFile, words: Words): string[] {
  const said: string[] = [];
  if (file.extends !== undefined) said.push(`${words.extends} \`${file.extends}\`.`);
  if (file.id !== floorId) said.push(`${words.fills} \`${floorId}\`.`);
  if (file.zones) said.push(`${words.zones}: ${file.zones.join(", ")}.`);
  return said;
}

interface Rule {
  readonly rule: string;
  readonly what: string;
  readonly source: string;
}

function rulesOf(file: PackFile, language: Language): Rule[] {
  const words = wordsOf[language];
  const rules: Rule[] = [];
  const add = (rule: string, what: string, source: string): void => void rules.push({ rule, what, source });
  for (const { days, from, to } of file.hours?.week ?? [])
    add(
      words.hours,
      `${days.map((on) => words.days[on - 1]).join(" ")} ${clock(from)}–${clock(to)}${file.hours?.unless_consent ? `, ${words.unlessConsent}` : ""}`,
      file.hours?.source ?? "",
    );
  if (file.holidays) add(words.holidays, words.calendar[file.holidays.calendar], file.holidays.source);
  for (const budget of file.budgets ?? [])
    add(
      words.budget,
      `${String(budget.most)} × ${budget.of.map((kind) => words.kinds[kind]).join(", ")} / ${words.windows[budget.window]}${budget.unanswered ? `, ${words.unanswered}` : ""}`,
      budget.source,
    );
  for (const pause of file.pauses ?? [])
    add(words.pause, `${String(pause.hours)} ${words.hoursLong} (${pause.of.map((kind) => words.kinds[kind]).join(", ")})`, pause.source);
  for (const rule of file.forbidden ?? []) add(words.forbidden, `${rule.channel}: ${rule.purposes.join(", ")}`, rule.source);
  for (const rule of file.consents ?? []) add(words.consent, `${rule.channel ?? words.everyChannel}: ${rule.purposes.join(", ")}`, rule.source);
  if (file.third_parties)
    add(
      words.third,
      `${file.third_parties.may_hear.join(", ") || words.nobody}${file.third_parties.note ? `; ${file.third_parties.note[language]}` : ""}`,
      file.third_parties.source,
    );
  if (file.opt_out)
    add(
      words.optOut,
      [file.opt_out.words.join(", "), ...(file.opt_out.wording ?? []).map(({ channel, text }) => `${channel ?? words.everyChannel}: “${text[language]}”`)].join(
        "; ",
      ),
      file.opt_out.source,
    );
  for (const one of file.disclosures ?? []) add(words.disclosure, `${one.text[language]}${one.closing ? `: “${one.closing[language]}”` : ""}`, one.source);
  for (const one of file.helplines ?? []) add(words.helpline, `${one.name}: ${one.number}`, one.source);
  if (file.ledger) add(words.ledger, `${String(file.ledger.posting_lag_hours)} / ${String(file.ledger.oldest_hours)} ${words.hoursLong}`, file.ledger.source);
  if (file.responses) add(words.responses, file.responses.within_hours ? words.within : words.atOnce, file.responses.source);
  if (file.retention)
    add(
      words.retention,
      `${file.retention.years === undefined ? "" : `${String(file.retention.years)}: `}${file.retention.note[language]}`,
      file.retention.source,
    );
  return rules;
}

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const cell = (text: string): string => text.replaceAll("|", "\\|");

type Words = (typeof wordsOf)[Language];
const wordsOf = {
  en: {
    rule: "rule",
    what: "what",
    source: "source",
    seen: "text seen",
    yes: "yes",
    no: "no",
    unknown: "Not known, and left strict",
    extends: "Adds to",
    fills: "What it does not say is said by",
    zones: "Zones of a borrower whose own is not known",
    hours: "hours",
    holidays: "holidays",
    budget: "budget",
    pause: "after a conversation",
    forbidden: "never on this channel",
    consent: "only with consent",
    third: "who else may hear of it",
    optOut: "opt-out words",
    disclosure: "must be said",
    helpline: "helpline on distress",
    ledger: "ledger: posting lag / oldest",
    responses: "answers",
    retention: "retention",
    unlessConsent: "or with consent",
    unanswered: "unanswered",
    hoursLong: "hours",
    everyChannel: "every channel",
    nobody: "nobody",
    within: "within the hours too",
    atOnce: "at once, at any hour",
    days: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    calendar: { public: "public holidays are closed", none: "none" },
    kinds: { message: "message", call: "call", visit: "visit" },
    windows: { day: "day", week: "7 days", month: "30 days" },
  },
  "zh-CN": {
    rule: "规则",
    what: "内容",
    source: "来源",
    seen: "见过原文",
    yes: "是",
    no: "否",
    unknown: "未知，从严",
    extends: "在此之上补充",
    fills: "未规定的从",
    zones: "时区不明的借款人，以下时区都允许才联系",
    hours: "时间",
    holidays: "节假日",
    budget: "次数",
    pause: "谈话之后",
    forbidden: "此渠道禁止",
    consent: "须经同意",
    third: "还可告诉谁",
    optOut: "退订词",
    disclosure: "必须说明",
    helpline: "求助热线",
    ledger: "账目：入账延迟 / 最旧",
    responses: "答复",
    retention: "保存",
    unlessConsent: "经同意的除外",
    unanswered: "未获回应",
    hoursLong: "小时",
    everyChannel: "所有渠道",
    nobody: "无",
    within: "也在时间内",
    atOnce: "随时立即",
    days: ["一", "二", "三", "四", "五", "六", "日"],
    calendar: { public: "法定节假日不联系，调休上班日可联系", none: "无" },
    kinds: { message: "消息", call: "电话", visit: "上门" },
    windows: { day: "天", week: "7 天", month: "30 天" },
  },
} as const satisfies Record<Language, unknown>;
