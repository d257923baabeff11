/** So that check-ins are to be seen in the first hour: a round that somebody began by hand, and a paper that is asked for. */
import type { Caller } from "../app/access/caller.ts";
import { startRound, type StartRoundDeps } from "../app/checkins/start-round.ts";
import { askDocument, type DocumentDeps } from "../app/documents/decide-document.ts";
import type { Database } from "../store/database.ts";
import { playable } from "./demo-book.ts";

export interface DemoCheckinDeps {
  readonly rounds: StartRoundDeps;
  readonly documents: DocumentDeps;
}

const demonstrator: Caller = { kind: "person", id: "demo", officer: "demo", role: "supervisor", branch: null };

/** Through the same doors as an officer's; nothing is written that did not happen. */
export async function beginDemoCheckins({ rounds, documents }: DemoCheckinDeps, database: Database): Promise<void> {
  await startRound(rounds, demonstrator, {
    questionnaire: "enterprise-month",
    goal: "示范：最近生意怎么样 / A demonstration: how business goes",
    branch: "branch-0",
  });
  const [first] = playable;
  const reader = await database.borrower.findUnique({ where: { externalId: first }, select: { id: true } });
  if (reader) await askDocument(documents, demonstrator, reader.id, { kind: "use-of-funds" });
}
