import { dayMs, plus } from "../../domain/calendar.ts";
import type { CheckinRoundId } from "../../domain/ids.ts";
import { nameOf, seesOf, type Caller } from "../access/caller.ts";
import type { Base } from "../ports.ts";
import type { NewRound, QuestionnaireStore, RoundOf, RoundStore } from "./ports.ts";

export interface StartRoundDeps extends Base {
  readonly rounds: Pick<RoundStore, "start">;
  readonly questionnaires: Pick<QuestionnaireStore, "published">;
}

export interface RoundAsked extends RoundOf {
  readonly questionnaire: string;
  /** What it is to find out, in one line: no names. */
  readonly goal: string;
}

export type Started =
  | { readonly status: "started"; readonly id: CheckinRoundId }
  | { readonly status: "refused"; readonly state: "not_published" | "nobody" | "branch" };

/** After a shock in a trade or region: everybody there is asked the same few questions. The planner chooses the borrowers. */
const roundDays = 21;

export async function startRound(deps: StartRoundDeps, who: Caller, asked: RoundAsked): Promise<Started> {
  const { rounds, questionnaires, clock, newId } = deps;
  if (asked.trade === undefined && asked.branch === undefined) return { status: "refused", state: "nobody" };
  const sees = seesOf(who);
  // A supervisor of one branch asks that branch.
  if (sees.whose === "officer" || sees.whose === "none" || (sees.whose === "branch" && asked.branch !== sees.branch))
    return { status: "refused", state: "branch" };
  const published = await questionnaires.published();
  if (!published.some(({ questionnaire }) => questionnaire === asked.questionnaire)) return { status: "refused", state: "not_published" };
  const at = clock.now();
  const round: NewRound = { ...asked, id: newId<CheckinRoundId>(), expiresAt: plus(at, roundDays * dayMs) };
  await rounds.start(round, { officer: nameOf(who), at });
  return { status: "started", id: round.id };
}
