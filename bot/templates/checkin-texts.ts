import { IntlMessageFormat } from "intl-messageformat";
import type { CheckinText, TextValues } from "../domain/checkins/questionnaire.ts";
import { textLocales, type TextLocale } from "../domain/day-text.ts";
import { branches } from "./branches.ts";
import { paramsOf } from "./params-of.ts";
import { MissingParam } from "./render-message.ts";
import type { Problem, YamlFile, YamlPath } from "./yaml-file.ts";

/** A text of a questionnaire in both languages, with what it names and everything that it may become. */
export interface CompiledText {
  readonly text: CheckinText;
  readonly params: readonly string[];
  readonly branches: Readonly<Record<TextLocale, readonly string[]>>;
}

/** The text at that place of the file; undefined: its problems were added to `problems`. `may`: values that it may name. */
export function compileText(
  read: Readonly<Record<TextLocale, string>>,
  at: YamlPath,
  may: readonly string[],
  file: Pick<YamlFile<unknown>, "problem">,
  problems: Problem[],
): CompiledText | undefined {
  const refuse = (locale: TextLocale, message: string): undefined => {
    problems.push(file.problem([...at, locale], `${[...at, locale].map(String).join(".")}: ${message}`));
    return undefined;
  };
  const compile = (locale: TextLocale): IntlMessageFormat | undefined => {
    try {
      return new IntlMessageFormat(read[locale], locale, undefined, { ignoreTag: true });
    } catch (error) {
      return refuse(locale, `no ICU MessageFormat (${error instanceof Error ? error.message : "?"})`);
    }
  };
  const zh = compile("zh-CN");
  const en = compile("en");
  if (!zh || !en) return undefined;
  const formats = { "zh-CN": zh, en };
  const used = { "zh-CN": paramsOf(zh.getAst()), en: paramsOf(en.getAst()) };
  const params = [...new Set([...used["zh-CN"], ...used.en])].sort();
  const before = problems.length;
  for (const locale of textLocales)
    for (const param of params) {
      if (!used[locale].has(param)) refuse(locale, `{${param}} is missing, another language has it`);
      else if (!may.includes(param)) refuse(locale, `nobody gives {${param}}`);
    }
  if (problems.length > before) return undefined;
  const name = at.map(String).join(".");
  return {
    params,
    branches: { "zh-CN": branches(zh.getAst()), en: branches(en.getAst()) },
    text: (locale: TextLocale, values: TextValues) => {
      for (const param of params) if (values[param] === undefined || values[param] === "") throw new MissingParam(name, param);
      return String(formats[locale].format({ ...values }));
    },
  };
}
