/** How check-ins' questionnaires are read. */
import type { CheckinReading } from "../app/checkins/ports.ts";
import { checkinWords } from "../domain/checkins/run.ts";
import { openQuestionnaires } from "../store/checkins/questionnaires.ts";
import type { CheckinStoring } from "../store/checkins/worlds.ts";
import { readCheckin } from "../templates/load-checkins.ts";
import type { Templates } from "./templates.ts";

/** On these options are pressed; elsewhere they are numbered. */
const withButtons: ReadonlySet<string> = new Set(["telegram", "web"]);

export function checkinStoring({ texts }: Pick<Templates, "texts">, lender: string): CheckinStoring {
  const reading: CheckinReading = {
    lender,
    buttons: withButtons,
    words: (locale) => ({ yes: texts.render(checkinWords.yes, locale, {}), no: texts.render(checkinWords.no, locale, {}) }),
    questionnaire(source) {
      const { questionnaire, problems } = readCheckin(source, "a kept version");
      if (!questionnaire)
        throw new Error(`a kept questionnaire cannot be read: ${problems.map(({ line, message }) => `${String(line)} ${message}`).join("; ")}`);
      return questionnaire;
    },
  };
  return { reading, questionnaires: openQuestionnaires(reading) };
}
