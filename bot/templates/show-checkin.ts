import type { Texts } from "../app/texts.ts";
import { textLocales, type TextLocale } from "../domain/day-text.ts";
import { lengthOf } from "../domain/checkins/offer.ts";
import type { CheckinText, Question, Questionnaire, TextValues } from "../domain/checkins/questionnaire.ts";
import type { InBoth, ShownCheckin, ShownQuestion } from "../domain/checkin-results/shown-checkin.ts";
import { currency } from "../domain/money.ts";
import type { Guard } from "../domain/wording/guard.ts";
import { checkinSchema } from "./checkin-schema.ts";
import { readCheckin } from "./load-checkins.ts";
import { parseYaml, type Problem } from "./yaml-file.ts";

/** One version as people see it before it is sent: rendered with sample values, its conditions as they were written. */
export function showCheckin(
  source: string,
  file: string,
  lender: string,
  guard?: Guard,
  texts?: Texts,
): { readonly shown?: ShownCheckin; readonly problems: readonly Problem[] } {
  const { value: written } = parseYaml(file, Buffer.from(source), checkinSchema);
  const { questionnaire, problems } = readCheckin(source, file, guard);
  if (!written || !questionnaire) return { problems };
  const both = (text: CheckinText): InBoth => inBoth((locale) => text(locale, { ...samples[locale], lender }));
  const question = (of: Question, i: number): ShownQuestion => ({
    id: of.id,
    type: of.type,
    text: both(of.text),
    help: of.help ? both(of.help) : null,
    options: "options" in of ? of.options.map(({ key, label }) => ({ key, label: both(label) })) : [],
    skippable: of.skippable,
    condition: written.questions[i]?.when ?? null,
    fact: of.fact ? { name: of.fact.name, unit: of.fact.unit ?? null } : null,
  });
  const shown: ShownCheckin = {
    id: questionnaire.id,
    version: questionnaire.version,
    purpose: both(questionnaire.purpose),
    audience: questionnaire.audience,
    why: both(questionnaire.why),
    thanks: both(questionnaire.thanks),
    opening: texts ? openingOf(questionnaire, both(questionnaire.why), lender, texts) : null,
    consent: questionnaire.needsConsent ?? null,
    neverOverdue: questionnaire.neverOverdue,
    writtenBy: written.written_by ?? null,
    questions: questionnaire.questions.map(question),
    checks: written.checks.map(({ id, after, doubtful, clarify, note }) => ({ id, after, condition: doubtful, clarify, note })),
  };
  return { shown, problems: [] };
}

/** As a borrower reads it first, of whom nothing is known yet. */
function openingOf(questionnaire: Questionnaire, why: InBoth, lender: string, texts: Texts): NonNullable<ShownCheckin["opening"]> {
  const params = { lender, ...lengthOf({ answers: {} }, { questionnaire, facts: {}, currency: currency("CNY") }) };
  const buttons = (locale: TextLocale): readonly string[] => texts.buttons("checkin-offer", locale);
  return {
    text: inBoth((locale) => texts.render("checkin-offer", locale, { ...params, why: why[locale] })),
    buttons: { "zh-CN": buttons("zh-CN"), en: buttons("en") },
  };
}

function inBoth(of: (locale: TextLocale) => string): InBoth {
  const [zh, en] = textLocales.map(of);
  return { "zh-CN": zh ?? "", en: en ?? "" };
}

/** All of `textValues`, as borrowers would read them. */
const samples: Readonly<Record<TextLocale, TextValues>> = {
  "zh-CN": { name: "王小明", lender: "", officer: "李伟", purpose: "进货", amount: "¥8,033.00", due_on: "12月15日", principal: "¥100,000.00" },
  en: { name: "Wang Xiaoming", lender: "", officer: "Li Wei", purpose: "stock", amount: "CN¥8,033.00", due_on: "15 Dec", principal: "CN¥100,000.00" },
};
