/** What people do about check-ins; each is one transaction with its entry, then pages look again. */
import type { QuestionnaireStore, RoundStore } from "../checkins/ports.ts";
import { startRound, type RoundAsked, type Started } from "../checkins/start-round.ts";
import { seesOf, type Caller } from "../access/caller.ts";
import type { Outcome } from "../console/commands.ts";
import type { ScopedBy } from "../console/ports.ts";
import type { Base, Bulletin } from "../ports.ts";
import type { CheckinResults } from "./ports.ts";

export interface CheckinDeps extends Base {
  readonly store: CheckinResults;
  readonly questionnaires: Pick<QuestionnaireStore, "move" | "published">;
  readonly started: Pick<RoundStore, "start">;
  readonly bulletin: Bulletin;
}

export async function moveVersion(
  deps: CheckinDeps,
  who: Caller,
  to: "approved" | "published" | "withdrawn",
  of: { readonly questionnaire: string; readonly version: number },
): Promise<Outcome> {
  const by = decider(deps, who);
  if (!by) return { status: "missing" };
  const moved = await deps.questionnaires.move({ ...of, to }, by);
  if (moved.status === "done") await told(deps, of.questionnaire);
  return moved;
}

/** Everybody of a trade or branch, after a shock; the planner chooses the borrowers, the gate says when each is asked. */
export async function beginRound(deps: CheckinDeps, who: Caller, asked: RoundAsked): Promise<Started> {
  const started = await startRound({ ...deps, rounds: deps.started }, who, asked);
  if (started.status === "started") await told(deps, started.id);
  return started;
}

export async function endVisit(deps: CheckinDeps, who: Caller, id: string, to: "done" | "cancelled", note: string): Promise<Outcome> {
  const by = decider(deps, who);
  const ended = by ? await deps.store.endVisit(id, to, note, by) : "missing";
  if (ended === "missing") return { status: "missing" };
  if ("refused" in ended) return { status: "refused", state: ended.refused };
  await told(deps, ended.borrowerId);
  return { status: "done" };
}

export async function settleNote(deps: CheckinDeps, who: Caller, id: string): Promise<Outcome> {
  const by = decider(deps, who);
  const settled = by ? await deps.store.settleNote(id, by) : "missing";
  if (settled === "missing") return { status: "missing" };
  await told(deps, settled.borrowerId);
  return { status: "done" };
}

/** A person: which role may do what is the table of routes. */
const decider = ({ clock }: CheckinDeps, who: Caller): ScopedBy | undefined =>
  who.kind === "person" ? { officer: who.officer, sees: seesOf(who), at: clock.now() } : undefined;

const told = ({ bulletin, log }: CheckinDeps, id: string): Promise<void> =>
  bulletin.publish("console", id).catch(() => log.warn({ id }, "bulletin not published"));
