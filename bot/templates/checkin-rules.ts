import { instant, zone } from "../domain/calendar.ts";
import { textLocales, type TextLocale } from "../domain/day-text.ts";
import { currency } from "../domain/money.ts";
import type { IntentName } from "../domain/replies/reply.ts";
import { understand } from "../domain/replies/understand.ts";
import type { ReadCheckin, ReadQuestion } from "./checkin-schema.ts";
import type { Problem, YamlFile, YamlPath } from "./yaml-file.ts";

/** Everybody is asked so many questions a round: three are answered, ten are clicked away. */
const mostUnconditional = 3;

/** What is wrong with a questionnaire beyond its schema, its texts and its conditions. */
export function checkinRules(read: ReadCheckin, file: Pick<YamlFile<unknown>, "problem">): Problem[] {
  const problems: Problem[] = [];
  const refuse = (at: YamlPath, message: string): void => {
    problems.push(file.problem(at, `${at.map(String).join(".")}: ${message}`));
  };
  const { questions, checks, long } = read;
  twice(questions, ({ id }) => id).forEach((i) => refuse(["questions", i, "id"], "is there twice"));
  twice(checks, ({ id }) => id).forEach((i) => refuse(["checks", i, "id"], "is there twice"));
  twice(questions, ({ fact }) => fact?.name).forEach((i) => {
    const first = questions.find(({ fact }) => fact?.name === questions[i]?.fact?.name);
    if (first?.fact?.unit !== questions[i]?.fact?.unit) refuse(["questions", i, "fact"], "has another unit in an earlier question");
    else if (questions[i]?.when === undefined || first?.when === undefined)
      refuse(["questions", i, "fact"], "two questions that one borrower may be asked assert it");
  });
  const unconditional = questions.filter(({ when }) => when === undefined).length;
  if (unconditional > mostUnconditional && !long)
    refuse(["questions"], `${String(unconditional)} questions that everybody is asked: more than three only with \`long: true\``);
  questions.forEach((question, i) => questionRules(question, (at, message) => refuse(["questions", i, ...at], message)));
  checks.forEach(({ after }, i) => {
    if (!questions.some(({ id }) => id === after)) refuse(["checks", i, "after"], `no question ${after}`);
  });
  return problems;
}

function questionRules(question: ReadQuestion, refuse: (at: YamlPath, message: string) => void): void {
  if (question.type === "number" || question.type === "money") {
    const { least = 0, most = Infinity } = question;
    if (least >= most) refuse(["most"], "not above `least`: no answer would fit");
  }
  if (question.type === "money" && question.fact && !question.fact.unit?.startsWith("currency"))
    refuse(["fact"], 'money has the unit "currency", or "currency/month"');
  if (question.type !== "money" && question.fact?.unit?.startsWith("currency")) refuse(["fact", "unit"], "only money has a currency");
  if (question.type === "number" && question.fact && question.fact.unit === undefined) refuse(["fact"], "a number has a unit");
  if (question.type === "percent" && question.fact && question.fact.unit !== "share") refuse(["fact"], 'a percentage has the unit "share"');
  if (question.type === "choice" || question.type === "multi_choice") optionRules(question, refuse);
}

function optionRules({ options, ...question }: ReadQuestion & { type: "choice" | "multi_choice" }, refuse: (at: YamlPath, message: string) => void): void {
  twice(options, ({ key }) => key).forEach((i) => refuse(["options", i, "key"], "is there twice"));
  if (question.type === "multi_choice" && (question.most ?? 1) > options.length) refuse(["most"], "more than there are options");
  const said = options.flatMap(({ label, words }, i) => [
    ...textLocales.map((locale) => ({ i, at: ["label", locale], word: label[locale] })),
    ...words.map((word, j) => ({ i, at: ["words", j], word })),
  ]);
  for (const { i, at, word } of said) {
    const heard = heardBefore(word);
    if (reserved.test(word.trim())) refuse(["options", i, ...at], `"${word}" is how borrowers write to us: it cannot be an answer`);
    else if (heard) refuse(["options", i, ...at], `"${word}" is heard as ${heard} before any check-in hears it`);
    if (said.some((other) => other.i < i && plain(other.word) === plain(word))) refuse(["options", i, ...at], `"${word}" means another option as well`);
  }
  options.forEach(({ key }, i) => {
    if (reserved.test(key)) refuse(["options", i, "key"], `"${key}" is how borrowers write to us: it cannot be an answer`);
  });
}

/** One letter or a keyword of the networks: pressed or typed it must keep its meaning (T and R stop messages in mainland China, N refuses). */
const reserved = /^(?:[a-z]|td|qx|end|stop|stopall|quit|cancel|revoke|unsubscribe|opt[- ]?out|help|start|退订|退定|拒收|停止|取消|人工|human)$/i;
const plain = (word: string): string => word.normalize("NFKC").trim().toLowerCase();

/** What the rest of the turn acts upon first, however unsure: whoever pressed such a button would never hear from us again. */
const first: ReadonlySet<IntentName> = new Set(["opt_out", "distress", "deceased"]);
/** These only when they are sure. */
const firstIfSure: ReadonlySet<IntentName> = new Set(["wrong_person", "abusive"]);
function heardBefore(word: string): IntentName | undefined {
  const locale: TextLocale = /\p{Script=Han}/u.test(word) ? "zh-CN" : "en";
  const { intents, act } = understand(word, { ...anyContext, locale });
  return intents.find(({ name }) => first.has(name) || (act && firstIfSure.has(name)))?.name;
}
const anyContext = { receivedAt: instant("2026-01-05T04:00:00Z"), zone: zone("UTC"), currency: currency("CNY"), open: [] } as const;

/** Of those of which an earlier one says the same, their place. */
function twice<T>(all: readonly T[], said: (one: T) => string | undefined): number[] {
  const known = new Set<string>();
  return all.flatMap((one, i) => {
    const name = said(one);
    if (name === undefined || !known.has(name)) return name === undefined ? [] : (known.add(name), []);
    return [i];
  });
}
