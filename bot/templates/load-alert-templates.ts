import { IntlMessageFormat } from "intl-messageformat";
import { z } from "zod";
import { textLocales, type TextLocale } from "../domain/day-text.ts";
import { templateId } from "./message-schema.ts";
import { paramsOf } from "./params-of.ts";
import type { Problem } from "./yaml-file.ts";
import { loadFolder } from "./yaml-folder.ts";

/** What an alert may say, and nothing of a borrower: mail goes through many hands. */
const given: Readonly<Record<string, readonly string[]>> = {
  case: ["number", "severity", "link", "lender"],
  waiting: ["cases", "urgent", "link", "lender"],
};

const inBoth = (longest: number) => {
  const text = z.string().trim().min(1).max(longest);
  return z.strictObject({ "zh-CN": text, en: text });
};
const alertSchema = z.strictObject({ id: templateId, subject: inBoth(200), text: inBoth(2_000) });

export interface AlertTemplate {
  readonly id: string;
  readonly formats: Readonly<Record<TextLocale, { readonly subject: IntlMessageFormat; readonly text: IntlMessageFormat }>>;
}

/** Reads templates/alerts; both files must be there, or none: then those that come with Huifang serve. */
export async function loadAlertTemplates(dir: string) {
  const folder = await loadFolder(dir, alertSchema, (read, file) => {
    const problems: Problem[] = [];
    const compile = (part: "subject" | "text", locale: TextLocale): IntlMessageFormat => {
      try {
        const format = new IntlMessageFormat(read[part][locale], locale, undefined, { ignoreTag: true });
        for (const param of paramsOf(format.getAst()))
          if (!given[read.id]?.includes(param)) problems.push(file.problem([part, locale], `${part}.${locale}: nobody gives {${param}}`));
        return format;
      } catch {
        problems.push(file.problem([part, locale], `${part}.${locale}: no ICU MessageFormat`));
        return new IntlMessageFormat("", locale);
      }
    };
    if (!(read.id in given)) problems.push(file.problem(["id"], `id: alerts are ${Object.keys(given).join(", ")}`));
    const [zh, en] = textLocales.map((locale) => ({ subject: compile("subject", locale), text: compile("text", locale) }));
    if (problems.length > 0 || !zh || !en) return { problems };
    return { value: { id: read.id, formats: { "zh-CN": zh, en } } satisfies AlertTemplate };
  });
  const broken = new Set(folder.problems.map(({ file }) => file));
  const none = folder.byId.size === 0 && folder.problems.length === 0;
  const missing = none
    ? []
    : Object.keys(given).flatMap((id): Problem[] => {
        const file = `${dir}/${id}.yaml`;
        return folder.byId.has(id) || broken.has(file) ? [] : [{ file, line: 1, column: 1, message: "missing: officers are alerted with it" }];
      });
  return { ...folder, problems: [...folder.problems, ...missing] };
}

/** In that language, as it is sent. The subject is one line, whatever a value holds. */
export function renderAlert(template: AlertTemplate, locale: TextLocale, values: Readonly<Record<string, string | number>>): { subject: string; text: string } {
  const { subject, text } = template.formats[locale];
  return {
    subject: String(subject.format({ ...values }))
      .replace(/\s+/g, " ")
      .trim(),
    text: String(text.format({ ...values })),
  };
}
