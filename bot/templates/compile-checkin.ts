import { factText, loanFacts } from "../domain/checkins/known-facts.ts";
import type { CheckText, CheckinText, HonestyCheck, Option, Question, QuestionKind, Questionnaire } from "../domain/checkins/questionnaire.ts";
import { textValues } from "../domain/checkins/questionnaire.ts";
import type { TextLocale } from "../domain/day-text.ts";
import type { Guard } from "../domain/wording/guard.ts";
import { compileCondition } from "./checkin-conditions.ts";
import { checkinRules } from "./checkin-rules.ts";
import type { ReadCheckin, ReadOption, ReadQuestion } from "./checkin-schema.ts";
import { compileText, type CompiledText } from "./checkin-texts.ts";
import { guardCheckinText } from "./guard-checkin.ts";
import type { Problem, YamlFile, YamlPath } from "./yaml-file.ts";
import type { Made } from "./yaml-folder.ts";

export interface CompiledCheckin {
  readonly questionnaire: Questionnaire;
  /** Facts that conditions look at, each with where. */
  readonly facts: readonly { readonly name: string; readonly at: YamlPath }[];
  readonly writtenBy?: string;
}

type Texts = Readonly<Record<TextLocale, string>>;

export function compileCheckin(read: ReadCheckin, file: Pick<YamlFile<unknown>, "problem">, guard: Guard | undefined): Made<CompiledCheckin> {
  const problems: Problem[] = checkinRules(read, file);
  const facts: { name: string; at: YamlPath }[] = [];
  const nothing = (): string => "";
  const officers = (texts: Texts, at: YamlPath, may: readonly string[] = textValues) => compileText(texts, at, may, file, problems);
  const said = (texts: Texts, at: YamlPath, may: readonly string[] = textValues) => {
    const compiled = officers(texts, at, may);
    if (compiled && guard) problems.push(...guardCheckinText(guard, compiled, at, { overdue: !read.never_overdue }, file));
    return compiled;
  };
  const condition = (source: string, at: YamlPath, upTo: number) => {
    const before = new Map(read.questions.slice(0, upTo).map(({ id, type }) => [id, type]));
    const later = new Set(read.questions.slice(upTo).map(({ id }) => id));
    const compiled = compileCondition(source, before, later);
    if ("wrong" in compiled) {
      problems.push(file.problem(at, `${at.map(String).join(".")}: ${compiled.wrong} (at ${String(compiled.at + 1)})`));
      return undefined;
    }
    facts.push(...[...compiled.facts].map((name) => ({ name, at })));
    return compiled;
  };
  const label = ({ key, label: texts, words, person }: ReadOption, at: YamlPath): Option => ({
    key,
    label: said(texts, [...at, "label"], [])?.text ?? nothing,
    words,
    ...(person && { person }),
  });

  const questions = read.questions.map((question, i): Question => {
    const at = ["questions", i];
    const when = question.when === undefined ? undefined : condition(question.when, [...at, "when"], i)?.condition;
    const help = question.help && said(question.help, [...at, "help"])?.text;
    const { fact } = question;
    return {
      ...kindOf(
        question,
        (one, j) => label(one, [...at, "options", j]),
        (texts) => said(texts, [...at, "unit"], [])?.text ?? nothing,
      ),
      id: question.id,
      text: said(question.text, [...at, "text"])?.text ?? nothing,
      skippable: !question.required,
      ...("person" in question && question.person && { person: question.person }),
      ...(help && { help }),
      ...(when && { when }),
      ...(fact && { fact: { name: fact.name, ...(fact.unit !== undefined && { unit: fact.unit }) } }),
    };
  });

  const checks = read.checks.map((check, i): HonestyCheck => {
    const at = ["checks", i];
    const after = read.questions.findIndex(({ id }) => id === check.after);
    const doubtful = after < 0 ? undefined : condition(check.doubtful, [...at, "doubtful"], after + 1);
    const sayables = new Map([...(doubtful?.facts ?? [])].flatMap((name) => sayable(name, read.questions)));
    const clarify = doubtful && said(check.clarify, [...at, "clarify"], [...textValues, "answer", ...sayables.keys()]);
    const note = doubtful && officers(check.note, [...at, "note"], [...textValues, "answer", "said", ...sayables.keys()]);
    const needs = [...(clarify?.params ?? []), ...(note?.params ?? [])].flatMap((param) => sayables.get(param)?.name ?? []);
    return {
      id: check.id,
      after: check.after,
      // Where a fact that its texts name is not known, there is nothing to hold against the answer.
      doubtful: (input) => needs.every((name) => input.facts[name] !== undefined) && (doubtful?.condition(input) ?? false),
      clarify: withFacts(clarify, sayables),
      note: withFacts(note, sayables),
    };
  });

  const questionnaire: Questionnaire = {
    id: read.id,
    version: read.version,
    purpose: officers(read.purpose, ["purpose"], [])?.text ?? nothing,
    audience: read.audience,
    why: said(read.why, ["why"])?.text ?? nothing,
    thanks: said(read.thanks, ["thanks"])?.text ?? nothing,
    ...(read.consent !== undefined && { needsConsent: read.consent }),
    neverOverdue: read.never_overdue,
    questions,
    checks,
  };
  if (problems.length > 0) return { problems };
  return { value: { questionnaire, facts, ...(read.written_by !== undefined && { writtenBy: read.written_by }) } };
}

interface Sayable {
  readonly name: string;
  readonly unit?: string;
}

/** The fact as texts name it, where it is one of the loan or a figure or day that a question of this questionnaire asserts. */
function sayable(name: string, questions: readonly ReadQuestion[]): [string, Sayable][] {
  const param = `fact_${name.replaceAll(".", "_")}`;
  if (name in loanFacts) return [[param, { name }]];
  const question = questions.find(({ fact }) => fact !== undefined && (name === fact.name || name.endsWith(`.${fact.name}`)));
  if (!question?.fact || !figures.has(question.type)) return [];
  return [[param, { name, ...(question.fact.unit !== undefined && { unit: question.fact.unit }) }]];
}

const figures: ReadonlySet<string> = new Set(["number", "money", "percent", "date"]);

function withFacts(compiled: CompiledText | undefined, sayables: ReadonlyMap<string, Sayable>): CheckText {
  return (locale, values, { facts, currency, today }) => {
    const named = (compiled?.params ?? []).flatMap((param) => {
      const sayable = sayables.get(param);
      const value = sayable && facts[sayable.name];
      return sayable && value !== undefined ? [[param, factText(sayable.name, value, { ...sayable, currency, locale, today })]] : [];
    });
    return compiled?.text(locale, { ...values, ...Object.fromEntries(named) }) ?? "";
  };
}

function kindOf(question: ReadQuestion, option: (one: ReadOption, i: number) => Option, unit: (texts: Texts) => CheckinText): QuestionKind {
  switch (question.type) {
    case "choice":
      return { type: "choice", options: question.options.map(option) };
    case "multi_choice":
      return { type: "multi_choice", options: question.options.map(option), most: question.most ?? question.options.length };
    case "number":
      return {
        type: "number",
        unit: unit(question.unit),
        least: question.least ?? 0,
        most: question.most ?? 1_000_000_000,
        whole: question.whole,
      };
    case "money":
      return { type: "money", least: question.least, most: question.most };
    case "date":
      return { type: "date", lies: question.lies };
    case "text":
      return { type: "text", mostCharacters: question.most_characters };
    case "document":
      return { type: "document", document: question.document, media: question.media };
    case "yes_no":
    case "percent":
    case "location":
      return { type: question.type };
  }
}
