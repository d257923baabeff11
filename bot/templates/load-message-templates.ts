import { IntlMessageFormat } from "intl-messageformat";
import { textLocales, type TextLocale } from "../domain/day-text.ts";
import { messageSchema } from "./message-schema.ts";
import type { MessageTemplate } from "./message-template.ts";
import { paramsOf } from "./params-of.ts";
import type { Problem } from "./yaml-file.ts";
import { loadFolder } from "./yaml-folder.ts";

export interface MessageTemplates {
  readonly templates: ReadonlyMap<string, MessageTemplate>;
  readonly problems: readonly Problem[];
}

/** Reads templates/messages; a template with problems is not among `templates`. */
export async function loadMessageTemplates(dir: string): Promise<MessageTemplates> {
  const { byId, problems } = await loadMessageFolder(dir);
  return { templates: byId, problems };
}

/** As `loadMessageTemplates`, with the files for rules between them. */
export const loadMessageFolder = (dir: string) =>
  loadFolder(dir, messageSchema, (read, file) => {
    const problems: Problem[] = [];
    const compile = (locale: TextLocale): IntlMessageFormat | undefined => {
      try {
        // ignoreTag: "<" is an ordinary character for a borrower
        return new IntlMessageFormat(read.texts[locale], locale, undefined, { ignoreTag: true });
      } catch (error) {
        problems.push(file.problem(["texts", locale], `texts.${locale}: no ICU MessageFormat (${error instanceof Error ? error.message : "?"})`));
        return undefined;
      }
    };
    const zh = compile("zh-CN");
    const en = compile("en");
    if (!zh || !en) return { problems };
    const used = { "zh-CN": paramsOf(zh.getAst()), en: paramsOf(en.getAst()) };
    const params = [...new Set(textLocales.flatMap((locale) => [...used[locale]]))].sort();
    for (const locale of textLocales)
      for (const param of params)
        if (!used[locale].has(param)) problems.push(file.problem(["texts", locale], `texts.${locale}: {${param}} is missing, another language has it`));
    if (problems.length > 0) return { problems };
    const { id, purpose, texts, buttons = { "zh-CN": [], en: [] }, grounds = [], providers = {}, written_by: writtenBy } = read;
    const template: MessageTemplate = {
      id,
      purpose,
      version: file.version,
      params,
      texts,
      buttons,
      grounds,
      providers,
      ...(writtenBy !== undefined && { writtenBy }),
      formats: { "zh-CN": zh, en },
    };
    return { value: template };
  });
