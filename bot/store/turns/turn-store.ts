import type { PendingTurn, TurnStore } from "../../app/turns/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { LogEntryId, NewId } from "../../domain/ids.ts";
import type { Database } from "../database.ts";
import { raiseEscalation } from "../escalations/raise-escalation.ts";
import { clearErased, orClearErased } from "../keep/clear-erased.ts";
import { lockBorrower } from "../lock-borrower.ts";
import { appendLog } from "../log-entries.ts";
import { BorrowerErased, type Vault } from "../vault.ts";
import { commitTurn } from "./commit-turn.ts";
import { pendingTurn } from "./pending-turn.ts";

export interface TurnStoreDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
}

export function createTurnStore(deps: TurnStoreDeps): TurnStore {
  const { database, vault, newId } = deps;
  return {
    pending: (borrower, now) =>
      pendingTurn(database, vault, borrower, now).catch(async (fault: unknown) => {
        if (!(fault instanceof BorrowerErased)) throw fault;
        await database.$transaction((tx) => clearErased({ ...deps, tx }, borrower, now));
        return undefined;
      }),
    commit: (turn, plan, now) =>
      database.$transaction(async (tx) => {
        const borrower = await orClearErased({ ...deps, tx }, now, undefined, () => lockBorrower(tx, vault, turn.state.borrower.id));
        // Something else changed the borrower, or another worker answered these texts: read again, decide again.
        if (!borrower || borrower.version !== turn.version) return { status: "stale" };
        const taken = await tx.inboundEvent.updateMany({ where: { id: { in: idsOf(turn) }, state: "pending" }, data: { state: "done" } });
        if (taken.count !== turn.texts.length) throw new Error("texts of a locked borrower were taken by somebody else");
        return { status: "committed", escalations: await commitTurn({ tx, vault, newId, borrower, turn, plan, now }) };
      }),
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

const idsOf = (turn: PendingTurn): string[] => turn.texts.map((text) => text.id);
