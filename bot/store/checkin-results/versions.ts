import type { ShowCheckin, VersionMove, VersionMoved, VersionState, VersionView } from "../../app/checkin-results/ports.ts";
import type { By } from "../../app/console/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import { logAct, type Desk } from "../console/desk.ts";
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

/** From where each move goes; a withdrawn version begins no run any more, and is not published again. */
const from: Readonly<Record<VersionMove, readonly VersionState[]>> = { approve: ["draft"], publish: ["approved"], withdraw: ["approved", "published"] };

/** Whoever wrote it approves it never, under whatever case or width their handle is written. */
export async function moveVersion(desk: Desk, show: ShowCheckin, id: string, move: VersionMove, by: By): Promise<VersionMoved> {
  const { tx } = desk;
  // Two who publish at once do so one after the other.
  await tx.$queryRaw`SELECT 1 FROM checkin_questionnaire WHERE questionnaire = (SELECT questionnaire FROM checkin_questionnaire WHERE id = ${id}::uuid) FOR UPDATE`;
  const row = await tx.checkinQuestionnaire.findUnique({ where: { id } });
  if (!row) return "missing";
  if (!from[move].includes(row.state as VersionState)) return { refused: row.state };
  const at = toDate(by.at);
  if (move === "approve") {
    if (row.author === null) return { refused: "writer_unknown" };
    if (handle(row.author) === handle(by.officer)) return { refused: "own_text" };
  }
  // What cannot be read here can be asked nobody.
  if (move !== "withdraw" && !show(row.source)) return { refused: "unreadable" };
  const newer = move === "publish" ? await tx.checkinQuestionnaire.findFirst({ where: { questionnaire: row.questionnaire, version: { gt: row.version }, state: "published" } }) : null;
  if (newer) return { refused: "newer_published" };
  const data = {
    approve: { state: "approved", approver: by.officer, approvedAt: at },
    publish: { state: "published", publishedAt: at },
    withdraw: { state: "withdrawn", withdrawnAt: at },
  }[move];
  await tx.checkinQuestionnaire.update({ where: { id }, data });
  const told = { questionnaire: row.questionnaire, version: row.version };
  await logAct(desk, by, `questionnaire.${data.state}`, null, told);
  return "done";
}

const handle = (name: string): string => name.normalize("NFKC").trim().toLowerCase();
