import type { KeptVersion, QuestionnaireMove, QuestionnaireStore } from "../../app/checkins/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import { versionStep, type VersionState } from "../../domain/checkins/version-step.ts";
import type { NewId } from "../../domain/ids.ts";
import { logAct } from "../console/desk.ts";
import { sql, type Database } from "../database.ts";
import { sha256 } from "../seal.ts";
import type { Vault } from "../vault.ts";

export function createQuestionnaireStore({ database, vault, newId }: { database: Database; vault: Vault; newId: NewId }): QuestionnaireStore {
  return {
    async keep(versions, state, at) {
      const edited: KeptVersion[] = [];
      for (const version of versions) {
        const { questionnaire, version: no, source, author } = version;
        const hash = sha256(source);
        const known = await database.checkinQuestionnaire.findUnique({ where: { questionnaire_version: { questionnaire, version: no } } });
        if (known && !hash.equals(known.sourceHash)) {
          // A draft may be written again; what was approved stands, whatever the file says now.
          if (known.state === "draft") await database.checkinQuestionnaire.update({ where: { id: known.id }, data: { source, sourceHash: hash, author } });
          else edited.push(version);
        }
        if (known) continue;
        await database.checkinQuestionnaire.createMany({
          data: [
            {
              id: newId<string>(),
              questionnaire,
              version: no,
              state,
              source,
              sourceHash: hash,
              author: state === "published" ? null : author,
              createdAt: toDate(at),
              publishedAt: state === "published" ? toDate(at) : null,
            },
          ],
          skipDuplicates: true,
        });
      }
      return edited;
    },
    async published() {
      return database.$queryRaw(sql`
        SELECT DISTINCT ON (questionnaire) id::text, questionnaire, version, source FROM checkin_questionnaire WHERE state = 'published'
        ORDER BY questionnaire, version DESC`);
    },
    move: (of, by) =>
      database.$transaction(async (tx) => {
        const [row] = await tx.$queryRaw<{ id: string; state: VersionState; author: string | null; inForce: number | null }[]>(sql`
          SELECT id::text, state, author, (SELECT max(version) FROM checkin_questionnaire WHERE questionnaire = ${of.questionnaire} AND state = 'published') AS "inForce"
          FROM checkin_questionnaire WHERE questionnaire = ${of.questionnaire} AND version = ${of.version} FOR UPDATE`);
        if (!row) return { status: "missing" };
        const step = versionStep({ ...row, version: of.version }, of.to, by.officer);
        if ("refused" in step) return { status: "refused", state: step.refused };
        await tx.checkinQuestionnaire.update({ where: { id: row.id }, data: changes(of.to, by.officer, toDate(by.at)) });
        await logAct({ tx, vault, newId }, by, `questionnaire.${of.to}`, null, { questionnaire: of.questionnaire, version: of.version });
        return { status: "done" };
      }),
    withdrawQuestion: (of, by) =>
      database.$transaction(async (tx) => {
        const count = await tx.$executeRaw(sql`
          UPDATE checkin_questionnaire SET withdrawn_questions = array_append(withdrawn_questions, ${of.question})
          WHERE questionnaire = ${of.questionnaire} AND version = ${of.version} AND NOT ${of.question} = ANY(withdrawn_questions)`);
        if (count === 0) return { status: "missing" };
        await logAct({ tx, vault, newId }, by, "questionnaire.question_withdrawn", null, { ...of });
        return { status: "done" };
      }),
  };
}

function changes(to: QuestionnaireMove["to"], officer: string, at: Date) {
  switch (to) {
    case "approved":
      return { state: to, approver: officer, approvedAt: at };
    case "published":
      return { state: to, publishedAt: at };
    case "withdrawn":
      return { state: to, withdrawnAt: at };
  }
}
