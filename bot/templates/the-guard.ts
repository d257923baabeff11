import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { loadGuard, type LoadedGuard } from "./load-guard.ts";

const shipped = fileURLToPath(new URL("../../templates/guard", import.meta.url));

/** The guard of that templates folder; one without any has the guard that comes with Huifang, never none. */
export async function theGuard(dir: string): Promise<LoadedGuard> {
  const own = await loadGuard(join(dir, "guard"));
  return own.guard || own.problems.length > 0 ? own : loadGuard(shipped);
}
