import type { ShownCheckin, ShownQuestion } from "../domain/checkin-results/shown-checkin.ts";
import type { TextLocale } from "../domain/day-text.ts";

/** A questionnaire on a terminal: what is asked, of whom, when, and what an answer asserts. */
export function checkinPage(of: ShownCheckin, locales: readonly TextLocale[]): string {
  const texts = (both: Readonly<Record<TextLocale, string>>, indent: string): string[] => locales.map((locale) => `${indent}${both[locale]}`);
  const question = (one: ShownQuestion, i: number): string[] => [
    "",
    `${String(i + 1)}. ${one.id} (${one.type}${one.skippable ? "" : ", required"})${one.condition === null ? "" : `  when ${one.condition}`}`,
    ...texts(one.text, "   "),
    ...(one.help ? texts(one.help, "   ? ") : []),
    ...one.options.map(({ key, label }, at) => `   ${String(at + 1)}) ${locales.map((locale) => label[locale]).join(" / ")}  [${key}]`),
    ...(one.fact ? [`   = ${one.fact.name}${one.fact.unit === null ? "" : ` (${one.fact.unit})`}`] : []),
  ];
  return [
    `${of.id}, version ${String(of.version)}, for ${of.audience.join(", ")}${of.consent === null ? "" : `; needs the consent "${of.consent}"`}${of.neverOverdue ? "; never while overdue" : ""}`,
    ...texts(of.purpose, "   "),
    "",
    "why:",
    ...texts(of.why, "   "),
    ...of.questions.flatMap(question),
    ...of.checks.flatMap(({ id, after, condition, clarify }) => ["", `check ${id}, after ${after}, when ${condition}`, ...texts(clarify, "   ")]),
    "",
    "thanks:",
    ...texts(of.thanks, "   "),
  ].join("\n");
}
