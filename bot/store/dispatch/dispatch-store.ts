import type { DispatchStore, DueUnit } from "../../app/dispatch/ports.ts";
import { minuteMs, plus, toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, MessageId, NewId, TouchId } from "../../domain/ids.ts";
import { sql, type Database } from "../database.ts";
import { orClearErased } from "../keep/clear-erased.ts";
import { instantOf } from "../days.ts";
import { tryLockBorrower } from "../lock-borrower.ts";
import { patiently } from "../patiently.ts";
import type { Vault } from "../vault.ts";
import { dispatchTx } from "./dispatch-tx.ts";
import { settleMessage, withdrawMessage } from "./settle-message.ts";
import { unitFacts } from "./unit-facts.ts";

/** A claim older than this belongs to a dead worker; younger, its text is on its way and the next one waits. */
export const claimedForMs = minuteMs;

export interface DispatchStoreDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
  /** Clock milliseconds in a real one: claims age in real time. */
  readonly speed: number;
}

export function createDispatchStore(deps: DispatchStoreDeps): DispatchStore {
  const { database, vault } = deps;
  return {
    nextUnit: (borrower, now) => nextUnit(database, borrower, now),
    async lastClaimAt(borrowerId, channel) {
      const { _max } = await database.message.aggregate({ where: { borrowerId, channel, direction: "out" }, _max: { claimedAt: true } });
      return _max.claimedAt ? instantOf(_max.claimedAt) : undefined;
    },
    withUnit: (unit, borrowerId, clock, body) =>
      database.$transaction(async (tx) => {
        const borrower = await orClearErased({ ...deps, tx }, clock.now(), "gone" as const, () => tryLockBorrower(tx, vault, borrowerId));
        if (borrower === "busy" || borrower === "gone") return borrower;
        const now = clock.now();
        const onItsWay = await tx.message.findFirst({
          where: { borrowerId, state: "claimed", claimedAt: { gt: toDate(plus(now, -claimedForMs * deps.speed)) } },
          select: { id: true },
        });
        if (onItsWay) return "busy";
        const facts = await unitFacts(tx, vault, unit, borrower, now);
        if (!facts) return "gone";
        return body(dispatchTx({ ...deps, tx, unit, borrower, facts, now }), facts);
      }),
    settle: (messageId, outcome, now, retryAt) => {
      const settled = () => database.$transaction((tx) => settleMessage({ ...deps, tx }, messageId, outcome, now, retryAt));
      // What was sent is known only here: lost, it would be an unknown outcome for a person to find out.
      return outcome.status === "sent" ? patiently(settled) : settled();
    },
    withdraw: (messageId, now) => database.$transaction((tx) => withdrawMessage({ ...deps, tx }, messageId, now)),
  };
}

async function nextUnit(database: Database, borrower: BorrowerId, now: Instant): Promise<(DueUnit & { readonly channel: string }) | undefined> {
  const rows = await database.$queryRaw<{ kind: "touch" | "message"; id: string; channel: string }[]>(sql`
    (SELECT 'message' AS kind, id::text, channel, 0 AS first, created_at AS second, position AS third FROM message
      WHERE borrower_id = ${borrower}::uuid AND state = 'queued' AND due_at <= ${toDate(now)} ORDER BY created_at, position LIMIT 1)
    UNION ALL
    (SELECT 'touch', id::text, channel, 1, due_at, -priority FROM touch
      WHERE borrower_id = ${borrower}::uuid AND state = 'planned' AND due_at <= ${toDate(now)} ORDER BY priority DESC, due_at, key COLLATE "C" LIMIT 1)
    ORDER BY first LIMIT 1`);
  const row = rows[0];
  if (!row) return undefined;
  const { channel } = row;
  return row.kind === "touch" ? { kind: "touch", id: row.id as TouchId, channel } : { kind: "message", id: row.id as MessageId, channel };
}
