import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { startRound } from "../../bot/app/checkins/start-round.ts";
import { templatesDir } from "../../bot/assembly/templates.ts";
import { toDate } from "../../bot/domain/calendar.ts";
import type { Step } from "./scenario-form.ts";
import type { World } from "./scenario-world.ts";

type Of<K extends string> = Extract<Step, Record<K, unknown>>[K & keyof Extract<Step, Record<K, unknown>>];

const ours = path.resolve("test/scenarios/questionnaires");

/** The source of a questionnaire: one of the tests' own where there is one. */
export function questionnaireSource(id: string): string {
  const own = path.join(ours, `${id}.yaml`);
  return readFileSync(existsSync(own) ? own : path.join(templatesDir, "checkins", `${id}.yaml`), "utf8");
}

/** Published as they are, as with the embedded database. */
export async function publishQuestionnaires(publishing: Publishing, ids: readonly string[]): Promise<void> {
  await publish(publishing, ids.map(questionnaireSource));
}

type Publishing = Pick<World["checkins"], "clock" | "reading" | "questionnaires">;

async function publish({ clock, reading, questionnaires }: Publishing, sources: readonly string[]): Promise<void> {
  const versions = sources.map((source) => {
    const { id, version } = reading.questionnaire(source);
    return { questionnaire: id, version, source, author: null };
  });
  await questionnaires.keep(versions, "published", clock.now());
}

export async function startTheRound({ checkins }: World, of: Of<"round">): Promise<string> {
  const { questionnaire, trade, branch } = of;
  const who = { kind: "person", id: "zhang.min", officer: "zhang.min", role: "supervisor", branch: null } as const;
  const asked = { questionnaire, goal: "a round of the test's", ...(trade !== undefined && { trade }), ...(branch !== undefined && { branch }) };
  const started = await startRound(checkins, who, asked);
  return started.status === "started" ? `zhang.min starts a round of ${questionnaire}` : `the round is refused: ${started.state}`;
}

/** The version after the newest, with one text put for another. */
export async function supersede({ checkins }: World, { questionnaire, say, instead_of: old }: Of<"supersede">): Promise<string> {
  const newest = (await checkins.questionnaires.published()).find((one) => one.questionnaire === questionnaire);
  if (!newest?.source.includes(old)) throw new Error(`${questionnaire} does not say ${old}`);
  const version = newest.version + 1;
  await publish(checkins, [newest.source.replace(/^version: .*$/m, `version: ${String(version)}`).replaceAll(old, say)]);
  return `version ${String(version)} of ${questionnaire} is published`;
}

export async function withdrawTheQuestion({ checkins }: World, of: Of<"withdraw_question">): Promise<string> {
  const outcome = await checkins.questionnaires.withdrawQuestion(of, { officer: "zhang.min", at: checkins.clock.now() });
  return `zhang.min withdraws the question ${of.question}: ${outcome.status}`;
}

export async function takeOver({ database, checkins: { newId, clock } }: World, externalId: string): Promise<string> {
  const { id: borrowerId } = await database.borrower.findUniqueOrThrow({ where: { externalId } });
  await database.hold.create({ data: { id: newId<string>(), borrowerId, reason: "takeover", from: toDate(clock.now()) } });
  await database.borrower.update({ where: { id: borrowerId }, data: { version: { increment: 1 } } });
  return `li.wei takes over the chat with ${externalId}`;
}
