import { z } from "zod";
import { toDate } from "../../domain/calendar.ts";
import { sql } from "../database.ts";
import { plain, type Deciding, type Held } from "./judged.ts";

/** Defers and suppresses; returns those whose reasons are new: a long stop would flood the log with the same words. */
export async function writeHeld({ tx, now }: Deciding, held: readonly Held[]): Promise<readonly Held[]> {
  if (held.length === 0) return [];
  const ids = held.map(({ unit }) => unit.id);
  const before = await tx.$queryRaw<{ id: string; decision: string | null; reasons: unknown }[]>(sql`
    SELECT id::text, decision, reasons FROM touch WHERE id = ANY(${ids}::uuid[])
    UNION ALL SELECT id::text, decision, reasons FROM message WHERE id = ANY(${ids}::uuid[])`);
  const saidBefore = new Map(before.map(({ id, decision, reasons }) => [id, inOrder(decision, reasons)]));
  const rows = sql`unnest(${ids}::uuid[], ${held.map(({ verdict }) => verdict.kind === "defer")}::boolean[],
    ${held.map(({ verdict: { decision } }) => (decision.decision === "defer" ? toDate(decision.until) : null))}::timestamptz[],
    ${held.map(({ verdict }) => verdict.kind)}::text[], ${held.map(({ verdict }) => JSON.stringify(plain(verdict.decision.reasons)))}::jsonb[],
    ${held.map(({ verdict }) => verdict.policyVersion)}::text[]) AS h(id, later, until, decision, reasons, policy)`;
  if (held.some(({ unit }) => unit.kind === "touch"))
    await tx.$executeRaw(sql`
      UPDATE touch t SET state = CASE WHEN h.later THEN 'planned' ELSE 'suppressed' END, due_at = coalesce(h.until, t.due_at),
        decision = h.decision, reasons = h.reasons, policy_version = h.policy, decided_at = ${toDate(now)}
      FROM ${rows} WHERE t.id = h.id`);
  if (held.some(({ unit }) => unit.kind === "message"))
    await tx.$executeRaw(sql`
      UPDATE message m SET state = CASE WHEN h.later THEN 'queued' ELSE 'suppressed' END, due_at = coalesce(h.until, m.due_at),
        decision = h.decision, reasons = h.reasons, policy_version = h.policy
      FROM ${rows} WHERE m.id = h.id`);
  return held.filter(({ unit, verdict }) => saidBefore.get(unit.id) !== inOrder(verdict.kind, plain(verdict.decision.reasons)));
}

const reasonsForm = z.array(z.object({ rule: z.string(), detail: z.string().optional(), pack: z.string().optional() })).nullish();

/** A JSON column gives its keys back in an order of its own. */
const inOrder = (decision: string | null, reasons: unknown): string =>
  JSON.stringify([decision, reasonsForm.parse(reasons)?.map(({ rule, detail, pack }) => [rule, detail, pack])]);
