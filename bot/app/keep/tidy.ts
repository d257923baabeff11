import type { Base } from "../ports.ts";
import type { TidyStore } from "./ports.ts";

/** A backlog of years is worked off in some hundred ticks, none of which holds locks for long. */
const atOnce = 5_000;

export async function tidy(deps: Pick<Base, "clock" | "log"> & { readonly tidying: TidyStore }): Promise<number> {
  const deleted = await deps.tidying.tidy(deps.clock.now(), atOnce);
  if (deleted > 0) deps.log.debug({ deleted }, "retention");
  return deleted;
}
