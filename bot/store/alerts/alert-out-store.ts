import type { AlertOutStore, AlertSettled, DueAlert } from "../../app/alerts/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId, NewId } from "../../domain/ids.ts";
import { type Database, type Tx } from "../database.ts";
import { dateOrNull } from "../days.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";
import { claimAlert } from "./claim-alert.ts";

export interface AlertOutDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
  readonly speed: number;
}

export function createAlertOutStore(deps: AlertOutDeps): AlertOutStore {
  const { database } = deps;
  return {
    claim: (id, now) => database.$transaction((tx) => claimAlert({ ...deps, tx, now }, id)),
    settle: (alert, now, settled) => database.$transaction((tx) => settle(deps, tx, alert, now, settled)),
  };
}

async function settle({ vault, newId }: AlertOutDeps, tx: Tx, alert: DueAlert, now: Instant, settled: AlertSettled): Promise<void> {
  const sent = settled.became === "sent";
  const dueAt = sent ? null : settled.dueAt;
  const again = dueAt !== null;
  await tx.alert.updateMany({
    where: { id: { in: [...alert.tells] }, dueAt: { not: null } },
    data: {
      // A failure that is tried again is still pending.
      state: settled.became === "failed" && again ? "pending" : settled.became,
      errorCode: sent ? null : settled.code,
      dueAt: dateOrNull(dueAt),
      settledAt: again ? null : toDate(now),
    },
  });
  const rows = await tx.alert.findMany({
    where: { id: { in: [...alert.tells] } },
    select: { id: true, escalation: { select: { id: true, borrowerId: true } } },
  });
  const body = { channel: alert.channel, attempts: alert.attempts, ...(!sent && { code: settled.code, again }) };
  const entries = rows.map(({ id, escalation }) => ({
    id: newId<LogEntryId>(),
    at: now,
    kind: `alert.${settled.became}`,
    borrowerId: escalation.borrowerId as BorrowerId,
    actor: "system",
    body: { alert: id, escalation: escalation.id, ...body },
  }));
  await appendLog(tx, vault, entries);
}
