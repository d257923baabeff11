import { z } from "zod";
import type { Instant } from "../../domain/calendar.ts";
import type { Stop } from "../../domain/policy/gate.ts";
import { sql, type Tx } from "../database.ts";
import { instantOf } from "../days.ts";
import { policiesInForce } from "../policies-in-force.ts";

/** What holds for every text at this moment, whoever it is for. */
export interface RulesInForce {
  readonly goLiveAt: Instant;
  readonly restoredAt?: Instant;
  readonly policies: string | undefined;
  readonly stops: readonly Stop[];
  templateState(template: string, version: string): "approved" | "withdrawn" | undefined;
}

/** Key of the advisory lock under which the red button is pressed. */
export const stopLock = 7_201_101;
const scopeForm = z.enum(["all", "channel", "branch", "template"]);

/** Shared with every dispatch, exclusive to whoever presses the red button: pressing it waits for what is under way. */
export async function rulesInForce(tx: Tx): Promise<RulesInForce> {
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock_shared(${stopLock})`);
  const policies = await policiesInForce(tx);
  const stops = await tx.stop.findMany({ where: { liftedAt: null }, select: { scope: true, value: true } });
  const { goLiveAt, restoredAt } = await tx.installation.findUniqueOrThrow({ where: { id: 1 }, select: { goLiveAt: true, restoredAt: true } });
  const decided = await tx.templateApproval.findMany({ select: { template: true, version: true, state: true } });
  const approved = new Map(decided.map(({ template, version, state }) => [`${template} ${version}`, state === "approved"]));
  return {
    goLiveAt: instantOf(goLiveAt),
    ...(restoredAt && { restoredAt: instantOf(restoredAt) }),
    policies,
    stops: stops.map((row) => ({ scope: scopeForm.parse(row.scope), ...(row.value !== null && { value: row.value }) })),
    templateState(template, version) {
      const is = approved.get(`${template} ${version}`);
      return is === undefined ? undefined : is ? "approved" : "withdrawn";
    },
  };
}
