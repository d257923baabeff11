import type { Base } from "../ports.ts";
import type { MedianStore } from "./ports.ts";

export interface MedianDeps extends Base {
  readonly medians: MedianStore;
}

/** Once a day: what others of the same trade and branch say, for checks that compare. */
export async function refreshMedians({ medians, clock, log }: MedianDeps): Promise<void> {
  const found = await medians.refresh(clock.now());
  if (found !== undefined) log.info({ found }, "medians of check-ins");
}
