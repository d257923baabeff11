import { z } from "zod";
import type { Alerted, AlertStore, NextStep } from "../../app/escalations/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, EscalationId, LogEntryId, NewId } from "../../domain/ids.ts";
import { recipientsOf, type Recipient } from "../alerts/recipients.ts";
import { sql, type Database, type Tx } from "../database.ts";
import { dateOrNull, instantOf } from "../days.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";

const severityForm = z.enum(["urgent", "high", "normal"]);

export function createAlertStore(database: Database, vault: Vault, newId: NewId): AlertStore {
  return { alert: (id, now, next) => database.$transaction((tx) => alert({ tx, vault, newId }, id, now, next)) };
}

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

async function alert({ tx, vault, newId }: Deps, id: EscalationId, now: Instant, next: Parameters<AlertStore["alert"]>[2]): Promise<Alerted> {
  const [found] = await tx.$queryRaw<{ id: string }[]>(
    sql`SELECT id::text FROM escalation WHERE id = ${id}::uuid AND state = 'open' AND due_at <= ${toDate(now)} FOR UPDATE SKIP LOCKED`,
  );
  if (!found) return { status: "not_due" };
  const open = await tx.escalation.findUniqueOrThrow({ where: { id } });
  const step = next({ severity: severityForm.parse(open.severity), openedAt: instantOf(open.openedAt), step: open.step });
  const recipients = await recipientsOf(tx, vault, step.to, open);
  const nobody = recipients.length === 0;
  const dueAt = nobody && !step.last ? now : step.dueAt;
  const rows = rowsOf({ newId, now, escalation: id, stepNo: open.step, step, recipients });
  await tx.alert.createMany({ data: rows });
  await tx.escalation.update({ where: { id }, data: { step: { increment: 1 }, dueAt: dateOrNull(dueAt) } });
  const officers = recipients.map(({ officer }) => officer);
  // As it was where one officer is alerted; where more are, who.
  const body = { escalation: id, step: open.step, to: step.to, officer: officers[0] ?? null, ...(officers.length > 1 && { officers }) };
  const kind = nobody ? "escalation.nobody_to_alert" : "escalation.alerted";
  await appendLog(tx, vault, [{ id: newId<LogEntryId>(), at: now, kind, borrowerId: open.borrowerId as BorrowerId, actor: "system", body }]);
  if (nobody) return { status: "nobody" };
  return { status: "alerted", toSend: rows.filter(({ state }) => state === "pending").map((row) => row.id) };
}

interface Rows {
  readonly newId: NewId;
  readonly now: Instant;
  readonly escalation: string;
  readonly stepNo: number;
  readonly step: NextStep;
  readonly recipients: readonly Recipient[];
}

function rowsOf({ newId, now, escalation, stepNo, step, recipients }: Rows) {
  const base = { escalationId: escalation, step: stepNo, toRole: step.to, at: toDate(now) };
  if (recipients.length === 0) return [{ ...base, id: newId(), toOfficer: null, state: "nobody", channel: "console", dueAt: null }];
  return recipients.map(({ officer, channel }) => {
    const leaves = channel !== "console";
    return { ...base, id: newId(), toOfficer: officer, channel, state: leaves ? "pending" : "shown", dueAt: leaves ? toDate(now) : null };
  });
}
