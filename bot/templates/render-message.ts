import { textLocale } from "../domain/day-text.ts";
import type { MessageTemplate } from "./message-template.ts";

/** A value that the text needs was not given: nothing may be sent. Carries names only. */
export class MissingParam extends Error {
  readonly code = "missing_param";
  constructor(template: string, param: string) {
    super(`template ${template} needs {${param}}`);
    this.name = "MissingParam";
  }
}

/**
 * The text as the borrower reads it: any Chinese locale reads zh-CN, every other English. Money and days come as texts.
 * Throws MissingParam for a value that is missing, even where the chosen branch would not show it.
 */
export function renderMessage(template: MessageTemplate, locale: string, params: Readonly<Record<string, string | number>>): string {
  for (const param of template.params) if (params[param] === undefined || params[param] === "") throw new MissingParam(template.id, param);
  return String(template.formats[textLocale(locale)].format({ ...params }));
}
