import type { By, ConsoleWrites, ScopedBy } from "../../app/console/ports.ts";
import type { StopView } from "../../app/console/views.ts";
import { toDate } from "../../domain/calendar.ts";
import type { Stop } from "../../domain/policy/gate.ts";
import { sql, type Tx } from "../database.ts";
import { instantOf } from "../days.ts";
import { stopLock } from "../dispatch/rules-in-force.ts";
import { logAct, type Desk } from "./desk.ts";

export async function stopsSet(tx: Tx): Promise<StopView[]> {
  const rows = await tx.stop.findMany({ where: { liftedAt: null }, orderBy: { setAt: "desc" } });
  return rows.map(stopView);
}

export async function setStop(desk: Desk, stop: Stop, by: By, because?: string): Promise<StopView> {
  const { tx, newId } = desk;
  await lockStops(tx);
  const value = stop.value ?? null;
  const already = await tx.stop.findFirst({ where: { scope: stop.scope, value, liftedAt: null } });
  if (already) return stopView(already);
  const set = await tx.stop.create({ data: { id: newId(), scope: stop.scope, value, setBy: by.officer, setAt: toDate(by.at) } });
  const body = { stop: set.id, scope: stop.scope, ...(stop.value !== undefined && { value: stop.value }), ...(because !== undefined && { because }) };
  await logAct(desk, by, "stop.set", null, body);
  return stopView(set);
}

export async function liftStop(desk: Desk, id: string, by: ScopedBy): ReturnType<ConsoleWrites["liftStop"]> {
  const { tx } = desk;
  await lockStops(tx);
  const found = await tx.stop.findUnique({ where: { id } });
  if (!found || !mayTouch(found, by)) return "missing";
  if (found.liftedAt !== null) return "already_lifted";
  await tx.stop.update({ where: { id }, data: { liftedAt: toDate(by.at), liftedBy: by.officer } });
  await logAct(desk, by, "stop.lifted", null, { stop: id, scope: found.scope, ...(found.value !== null && { value: found.value }) });
  return "lifted";
}

/** Who leads one branch stops and lets go only there. */
const mayTouch = ({ scope, value }: { scope: string; value: string | null }, { sees }: ScopedBy): boolean =>
  sees.whose !== "branch" || (scope === "branch" && value === sees.branch);

/** Dispatches hold this shared: the button waits for the claims under way, and no later one misses it. */
export async function lockStops(tx: Tx): Promise<void> {
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(${stopLock})`);
}

function stopView(row: { id: string; scope: string; value: string | null; setBy: string; setAt: Date }): StopView {
  return { id: row.id, scope: row.scope, value: row.value, setBy: row.setBy, setAt: instantOf(row.setAt) };
}
