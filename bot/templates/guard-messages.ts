import { textLocales, type TextLocale } from "../domain/day-text.ts";
import { isNeutral } from "../domain/turns/says.ts";
import { checkWording, type Finding, type WordingFacts } from "../domain/wording/check-wording.ts";
import type { Guard } from "../domain/wording/guard.ts";
import { branches } from "./branches.ts";
import type { MessageTemplate } from "./message-template.ts";
import type { Problem, YamlFile } from "./yaml-file.ts";

/** What of a template a borrower must never read, in that language; each finding once, whichever branch has it. */
export function templateFindings(guard: Guard, template: MessageTemplate, locale: TextLocale): Finding[] {
  const facts = factsOf(template);
  const texts = [...branches(template.formats[locale].getAst()), ...template.buttons[locale]];
  const found = texts.flatMap((text) => checkWording(guard, text, facts));
  return [...new Map(found.map((finding) => [`${finding.category} ${finding.words}`, finding])).values()];
}

/** As problems of its file: they block `templates check`, and so the start. */
export function guardProblems(guard: Guard, template: MessageTemplate, file: Pick<YamlFile<unknown>, "problem">): Problem[] {
  return textLocales.flatMap((locale) =>
    templateFindings(guard, template, locale).map(({ category, words, why, suggestion }) =>
      file.problem(["texts", locale], `texts.${locale}: "${words}" (${category}): ${why.en} Better: ${suggestion[locale]}`),
    ),
  );
}

/** A template may reach anybody who is late: only what it says itself lifts a rule. */
function factsOf(template: MessageTemplate): WordingFacts {
  const stranger = template.purpose === "identity" || isNeutral({ template: template.id, params: {}, textClass: "response" });
  return {
    writer: "bot",
    personKnown: !stranger,
    overdue: true,
    approved: template.grounds.includes("approval"),
    nothingOpen: template.grounds.includes("ledger"),
    borrowerSaid: [],
  };
}
