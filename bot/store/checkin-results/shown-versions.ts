import type { ShowCheckin } from "../../app/checkin-results/ports.ts";
import type { ShownCheckin } from "../../domain/checkin-results/shown-checkin.ts";
import type { Tx } from "../database.ts";

/** Versions by the id of their row; what was published never changes and is read once a process. */
export type ShownVersions = (tx: Tx, ids: readonly string[]) => Promise<ReadonlyMap<string, ShownCheckin>>;

export function openShownVersions(show: ShowCheckin): ShownVersions {
  const read = new Map<string, ShownCheckin>();
  return async (tx, ids) => {
    const wanted = [...new Set(ids)];
    const found = new Map(wanted.flatMap((id) => entry(id, read.get(id))));
    const missing = wanted.filter((id) => !found.has(id));
    const rows =
      missing.length === 0 ? [] : await tx.checkinQuestionnaire.findMany({ where: { id: { in: missing } }, select: { id: true, source: true, state: true } });
    for (const { id, source, state } of rows) {
      for (const [, shown] of entry(id, show(source))) {
        found.set(id, shown);
        if (state !== "draft") read.set(id, shown);
      }
    }
    return found;
  };
}

const entry = (id: string, shown: ShownCheckin | undefined): [string, ShownCheckin][] => (shown ? [[id, shown]] : []);
