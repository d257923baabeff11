/** Check-ins of this installation: who is asked, and which versions are in force. */
import type { ChoosingDeps } from "../app/checkins/choose-borrowers.ts";
import type { CheckinPlanningDeps } from "../app/checkins/plan-checkins.ts";
import type { QuestionnaireStore } from "../app/checkins/ports.ts";
import type { MedianDeps } from "../app/checkins/refresh-medians.ts";
import { createLookStore } from "../store/checkins/look-store.ts";
import { createMedianStore } from "../store/checkins/median-store.ts";
import { createQuestionnaireStore } from "../store/checkins/questionnaire-store.ts";
import { createRoundStore } from "../store/checkins/round-store.ts";
import type { Core } from "./core.ts";

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
