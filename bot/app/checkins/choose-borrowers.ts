import { dayIn } from "../../domain/calendar.ts";
import { mentions } from "../../domain/checkins/mentions.ts";
import { offerTime } from "../../domain/checkins/offer-time.ts";
import type { CheckinRunId } from "../../domain/ids.ts";
import type { Base } from "../ports.ts";
import type { Candidate, CheckinReading, DueRound, NewRun, PublishedVersion, QuestionnaireStore, RoundStore } from "./ports.ts";

export interface ChoosingDeps extends Base {
  readonly rounds: RoundStore;
  readonly questionnaires: Pick<QuestionnaireStore, "published">;
  readonly reading: Pick<CheckinReading, "questionnaire">;
}

const atOnce = 2_000;

/** Makes the runs of ad-hoc rounds, a page at a time; begun again after a crash, it makes none twice. */
export async function chooseBorrowers(deps: ChoosingDeps): Promise<number> {
  const { rounds, questionnaires, clock, log } = deps;
  const due = await rounds.dueRounds(clock.now());
  if (due.length === 0) return 0;
  const published = await questionnaires.published();
  let all = 0;
  for (const round of due) {
    const version = published.find(({ questionnaire }) => questionnaire === round.questionnaire);
    const made = version ? await choose(deps, round, version) : 0;
    await rounds.chosen(round.id, made, clock.now());
    log.info({ round: round.id, made }, "check-ins planned");
    all += made;
  }
  return all;
}

async function choose(deps: ChoosingDeps, round: DueRound, version: PublishedVersion): Promise<number> {
  const { rounds, clock, reading } = deps;
  const questions = reading.questionnaire(version.source).questions.length;
  let made = 0;
  for (let page = await rounds.candidates(round, undefined, atOnce); page.length > 0;) {
    const meant = page.filter(({ trade }) => round.trade === undefined || mentions(trade, [round.trade]));
    const runs = meant.map((candidate) => runOf(deps, round, version, questions, candidate));
    made += await rounds.make(runs, clock.now());
    page = page.length < atOnce ? [] : await rounds.candidates(round, page.at(-1)?.borrowerId, atOnce);
  }
  return made;
}

function runOf({ clock, newId }: ChoosingDeps, round: DueRound, version: PublishedVersion, questions: number, { borrowerId, loanId, zone }: Candidate): NewRun {
  const now = clock.now();
  return {
    ...offerTime(borrowerId, dayIn(now, zone), now, zone),
    id: newId<CheckinRunId>(),
    borrowerId,
    loanId,
    roundId: round.id,
    roundKey: round.key,
    questionnaireId: version.id,
    questions,
  };
}
