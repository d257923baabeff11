import { z } from "zod";
import type { AlertStore } from "../../app/escalations/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId, NewId } from "../../domain/ids.ts";
import { sql, type Database } from "../database.ts";
import { dateOrNull, instantOf } from "../days.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";

const severityForm = z.enum(["urgent", "high", "normal"]);

export function createAlertStore(database: Database, vault: Vault, newId: NewId): AlertStore {
  return {
    alert: (id, now, next) =>
      database.$transaction(async (tx) => {
        const [found] = await tx.$queryRaw<{ id: string }[]>(
          sql`SELECT id::text FROM escalation WHERE id = ${id}::uuid AND state = 'open' AND due_at <= ${toDate(now)} FOR UPDATE SKIP LOCKED`,
        );
        if (!found) return false;
        const open = await tx.escalation.findUniqueOrThrow({ where: { id } });
        const { to, dueAt } = next({ severity: severityForm.parse(open.severity), openedAt: instantOf(open.openedAt), step: open.step });
        const toOfficer = to === "officer" ? open.officer : null;
        await tx.alert.create({ data: { id: newId(), escalationId: id, step: open.step, toRole: to, toOfficer, at: toDate(now) } });
        await tx.escalation.update({ where: { id }, data: { step: { increment: 1 }, dueAt: dateOrNull(dueAt) } });
        const body = { escalation: id, step: open.step, to, officer: toOfficer };
        await appendLog(tx, vault, [
          { id: newId<LogEntryId>(), at: now, kind: "escalation.alerted", borrowerId: open.borrowerId as BorrowerId, actor: "system", body },
        ]);
        return true;
      }),
  };
}
