import type { ApprovalStore } from "../../app/wording/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { NewId } from "../../domain/ids.ts";
import { logAct } from "../console/desk.ts";
import { lockStops } from "../console/stops.ts";
import type { Database } from "../database.ts";
import { instantOf } from "../days.ts";
import type { Vault } from "../vault.ts";

export function createApprovalStore({ database, vault, newId }: { database: Database; vault: Vault; newId: NewId }): ApprovalStore {
  return {
    async decisions() {
      const rows = await database.templateApproval.findMany();
      return rows.map(({ template, version, state, writtenBy, decidedBy, decidedAt }) => ({
        template,
        version,
        writtenBy,
        state: state === "approved" ? ("approved" as const) : ("withdrawn" as const),
        approvedBy: decidedBy,
        at: instantOf(decidedAt),
      }));
    },
    decide: ({ template, version, state, writtenBy }, by) =>
      database.$transaction(async (tx) => {
        // As the red button: the claims under way are waited for, and no later one misses it.
        await lockStops(tx);
        const before = await tx.templateApproval.findUnique({ where: { template_version: { template, version } } });
        if (before?.state === state) return false;
        const data = { state, writtenBy, decidedBy: by.officer, decidedAt: toDate(by.at) };
        const id = newId<string>();
        await tx.templateApproval.upsert({ where: { template_version: { template, version } }, create: { id, template, version, ...data }, update: data });
        const body = { template, version, ...(writtenBy !== null && { written_by: writtenBy }) };
        await logAct({ tx, vault, newId }, by, `template.${state}`, null, body);
        return true;
      }),
  };
}
