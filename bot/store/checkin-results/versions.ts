import type { ShowCheckin, VersionView } from "../../app/checkin-results/ports.ts";
import type { VersionState } from "../../domain/checkins/version-step.ts";
import type { Desk } from "../console/desk.ts";
import { instantOf, instantOrNull } from "../days.ts";

/** Every version of every questionnaire, what waits for somebody first. */
export async function versionList({ tx }: Desk, show: ShowCheckin): Promise<VersionView[]> {
  const rows = await tx.checkinQuestionnaire.findMany({ orderBy: [{ questionnaire: "asc" }, { version: "desc" }] });
  return rows.map((row) => ({
    id: row.id,
    questionnaire: row.questionnaire,
    version: row.version,
    state: row.state as VersionState,
    author: row.author,
    approver: row.approver,
    createdAt: instantOf(row.createdAt),
    publishedAt: instantOrNull(row.publishedAt),
    withdrawnQuestions: row.withdrawnQuestions,
    shown: show(row.source) ?? null,
  }));
}
