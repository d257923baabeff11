import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readYaml, type Problem } from "./yaml-file.ts";

const schema = z.strictObject({
  branches: z.record(
    z.string().min(1),
    z.strictObject({ telephone: z.string().regex(/^\+?[\d() -]{3,24}$/, "a telephone number: digits, spaces, brackets and hyphens, as 021-5555 0100") }),
  ),
});

/** Reads branches.yaml of the templates folder `dir`: each branch's telephone. A missing file names none. */
export async function loadBranches(dir: string): Promise<{ readonly phones: ReadonlyMap<string, string>; readonly problems: readonly Problem[] }> {
  const path = join(dir, "branches.yaml");
  if (!existsSync(path)) return { phones: new Map(), problems: [] };
  const file = await readYaml(path, schema);
  return { phones: new Map(Object.entries(file.value?.branches ?? {}).map(([branch, { telephone }]) => [branch, telephone])), problems: file.problems };
}
