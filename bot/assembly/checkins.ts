/** Check-ins of this installation: how their questionnaires are read, and which versions are in force. */
import type { ChoosingDeps } from "../app/checkins/choose-borrowers.ts";
import type { CheckinPlanningDeps } from "../app/checkins/plan-checkins.ts";
import type { CheckinReading, QuestionnaireStore } from "../app/checkins/ports.ts";
import type { MedianDeps } from "../app/checkins/refresh-medians.ts";
import { checkinWords } from "../domain/checkins/run.ts";
import { createLookStore } from "../store/checkins/look-store.ts";
import { createMedianStore } from "../store/checkins/median-store.ts";
import { createQuestionnaireStore } from "../store/checkins/questionnaire-store.ts";
import { openQuestionnaires } from "../store/checkins/questionnaires.ts";
import { createRoundStore } from "../store/checkins/round-store.ts";
import type { CheckinStoring } from "../store/checkins/worlds.ts";
import { readCheckin } from "../templates/load-checkins.ts";
import type { Core } from "./core.ts";
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

export const checkinPlanning = (
  core: Pick<Core, "database" | "vault" | "newId" | "clock" | "log" | "checkins" | "checkinPlan" | "plans">,
): ChoosingDeps & CheckinPlanningDeps & MedianDeps & { readonly questionnaires: QuestionnaireStore } => ({
  ...core,
  rounds: createRoundStore(core),
  looks: createLookStore(core),
  medians: createMedianStore(core),
  questionnaires: createQuestionnaireStore(core),
  reading: core.checkins.reading,
});

/**
 * Versions that this process has read and the database lacks are kept: on an installation of one's own as drafts, which
 * a second person approves and publishes; with the embedded database, or in a demonstration, as published. Returns lines for people.
 */
export async function keepQuestionnaires(
  core: Pick<Core, "database" | "vault" | "newId" | "clock" | "checkinFiles"> & { readonly config: { readonly DATABASE_URL?: string | undefined } },
): Promise<string[]> {
  const store = createQuestionnaireStore(core);
  const published = core.config.DATABASE_URL === undefined || core.clock.speed !== 1;
  const edited = await store.keep(core.checkinFiles, published ? "published" : "draft", core.clock.now());
  return edited.map(
    ({ questionnaire, version }) =>
      `Warning: templates/checkins/${questionnaire}.yaml was changed although version ${String(version)} was approved: that one stands; give the file the next version`,
  );
}
