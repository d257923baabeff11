import { z } from "zod";
import type { ReasonView } from "../../app/console/views.ts";

/** The gate's reasons as a JSON column keeps them. */
export function reasonsOf(column: unknown): ReasonView[] {
  return (form.parse(column) ?? []).map(({ rule, detail }) => ({ rule, detail: detail ?? null }));
}

const form = z.array(z.object({ rule: z.string(), detail: z.string().optional() })).nullish();
