import { textLocales } from "../domain/day-text.ts";
import { checkWording } from "../domain/wording/check-wording.ts";
import type { Guard } from "../domain/wording/guard.ts";
import type { CompiledText } from "./checkin-texts.ts";
import type { Problem, YamlFile, YamlPath } from "./yaml-file.ts";

/** What of a text a borrower must never read, in each language and branch. A run begins only with a person who is known. */
export function guardCheckinText(
  guard: Guard,
  text: CompiledText,
  at: YamlPath,
  { overdue }: { readonly overdue: boolean },
  file: Pick<YamlFile<unknown>, "problem">,
): Problem[] {
  const facts = { writer: "bot", personKnown: true, overdue, approved: false, nothingOpen: false, borrowerSaid: [] } as const;
  const found = textLocales.flatMap((locale) =>
    text.branches[locale]
      .flatMap((branch) => checkWording(guard, branch, facts))
      .map(({ category, words, why, suggestion }) => {
        const place = [...at, locale];
        return file.problem(place, `${place.map(String).join(".")}: "${words}" (${category}): ${why.en} Better: ${suggestion[locale]}`);
      }),
  );
  return [...new Map(found.map((problem) => [problem.message, problem])).values()];
}
