import type { PendingTurn, TurnCommit, TurnStore } from "../../app/turns/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId, NewId } from "../../domain/ids.ts";
import type { TurnPlan } from "../../domain/turns/turn.ts";
import type { CheckinStoring } from "../checkins/worlds.ts";
import type { Database, Tx } from "../database.ts";
import { raiseEscalation } from "../escalations/raise-escalation.ts";
import { clearErased, orClearErased } from "../keep/clear-erased.ts";
import { lockBorrower, lockBorrowers } from "../lock-borrower.ts";
import { appendLog } from "../log-entries.ts";
import { together } from "../together.ts";
import type { Vault } from "../vault.ts";
import { commitTurns } from "./commit-turns.ts";
import { pendingTurns } from "./pending-turns.ts";
import { eventRows } from "./event-rows.ts";
import { sharersHeld } from "./spread-to-sharers.ts";

export interface TurnStoreDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
  /** Absent: no questionnaires are known. */
  readonly checkins?: CheckinStoring | undefined;
}

/** A turn of one waits for nobody; under load many share the cost of a transaction. */
const batch = { most: 32, atOnce: 2 };

export function createTurnStore(deps: TurnStoreDeps): TurnStore {
  const { database, vault, newId } = deps;
  const pending = together((asks: readonly { borrower: BorrowerId; now: Instant }[]) => pendingAll(deps, asks), batch);
  const commit = together((asks: readonly Commit[]) => database.$transaction((tx) => commitAll({ ...deps, tx }, asks)), batch);
  return {
    pending: (borrower, now) => pending({ borrower, now }),
    commit: (turn, plan, now) => commit({ turn, plan, now }),
    failed: (turn, code, now, retryAt) =>
      database.$transaction(async (tx) => {
        const borrower = await orClearErased({ ...deps, tx }, now, undefined, () => lockBorrower(tx, vault, turn.state.borrower.id));
        if (!borrower) return [];
        const data = retryAt ? { dueAt: toDate(retryAt) } : { state: "failed" };
        const moved = await tx.inboundEvent.updateMany({
          where: { id: { in: idsOf(turn) }, state: "pending" },
          data: { ...data, attempts: { increment: 1 }, errorCode: code },
        });
        if (moved.count === 0) return [];
        await appendLog(tx, vault, [
          {
            id: newId<LogEntryId>(),
            at: now,
            kind: "turn.failed",
            borrowerId: borrower.id,
            actor: "bot",
            body: { texts: idsOf(turn), code, givenUp: retryAt === undefined },
          },
        ]);
        if (retryAt) return [];
        const last = turn.texts.at(-1)?.id ?? null;
        const evidence = { kind: "message" as const, refId: last };
        return [await raiseEscalation({ tx, vault, newId }, { ...borrower, borrowerId: borrower.id, loanId: null, reason: "turn_failed", evidence }, now)];
      }),
  };
}

interface Commit {
  readonly turn: PendingTurn;
  readonly plan: TurnPlan;
  readonly now: Instant;
}

async function pendingAll(deps: TurnStoreDeps, asks: readonly { borrower: BorrowerId; now: Instant }[]): Promise<readonly (PendingTurn | undefined)[]> {
  const { database } = deps;
  const now = asks.reduce((max, ask) => (ask.now > max ? ask.now : max), asks[0]?.now ?? (0 as Instant));
  const { turns, erased } = await pendingTurns(
    deps,
    // Two jobs may ask for one borrower at once; each text is theirs once.
    [...new Set(asks.map(({ borrower }) => borrower))],
    now,
  );
  for (const id of erased) await database.$transaction((tx) => clearErased({ ...deps, tx }, id, now));
  return asks.map(({ borrower }) => turns.get(borrower));
}

const stale: TurnCommit = { status: "stale" };

async function commitAll(deps: TurnStoreDeps & { readonly tx: Tx }, asks: readonly Commit[]): Promise<readonly TurnCommit[]> {
  const { tx, vault, newId } = deps;
  // Who shares a number that is stopped is held in the same order: two turns of one number must not wait for each other.
  const ids = asks.flatMap(({ turn, plan }) => [turn.state.borrower.id, ...sharersHeld(turn, plan)]);
  const { locked, erased } = await lockBorrowers(tx, vault, ids, "wait");
  const [first] = asks;
  const theirs = new Set(asks.map(({ turn }) => turn.state.borrower.id));
  if (first) for (const id of erased) if (theirs.has(id)) await clearErased(deps, id, first.now);
  const seen = new Set<BorrowerId>();
  // Something else changed the borrower, or another worker answered these texts: read again, decide again.
  const current = asks.flatMap((ask) => {
    const borrower = locked.get(ask.turn.state.borrower.id);
    if (!borrower || borrower.version !== ask.turn.version || seen.has(borrower.id)) return [];
    seen.add(borrower.id);
    return [{ ask, borrower }];
  });
  if (current.length === 0) return asks.map(() => stale);
  const rows = eventRows(tx, vault, new Map(current.map(({ borrower }) => [borrower.id, borrower.key])));
  const texts = current.flatMap(({ ask }) => idsOf(ask.turn));
  const taken = await tx.inboundEvent.updateMany({ where: { id: { in: texts }, state: "pending" }, data: { state: "done" } });
  if (taken.count !== texts.length) throw new Error("texts of a locked borrower were taken by somebody else");
  const raised = await commitTurns(
    { tx, vault, newId, rows },
    current.map(({ ask, borrower }) => ({ tx, vault, newId, rows, borrower, ...ask })),
  );
  const commits = new Map(current.map(({ ask }, index): [Commit, TurnCommit] => [ask, { status: "committed", escalations: raised[index] ?? [] }]));
  return asks.map((ask) => commits.get(ask) ?? stale);
}

const idsOf = (turn: PendingTurn): string[] => turn.texts.map((text) => text.id);
