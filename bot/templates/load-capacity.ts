import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Capacity } from "../domain/reminders/capacity.ts";
import { readYaml, type Problem } from "./yaml-file.ts";

const schema = z.strictObject({
  lines: z.array(
    z.strictObject({ branches: z.array(z.string().min(1)).min(1).optional(), per: z.enum(["officer", "branch"]), an_hour: z.int().min(1).max(100_000) }),
  ),
});

/** Reads capacity.yaml of the templates folder `dir`; where there is none, there is no cap. */
export async function loadCapacity(dir: string): Promise<{ lines: readonly Capacity[]; problems: readonly Problem[] }> {
  const path = join(dir, "capacity.yaml");
  if (!existsSync(path)) return { lines: [], problems: [] };
  const file = await readYaml(path, schema);
  const { lines } = file.value ?? { lines: [] };
  const problems = lines.flatMap(({ branches }, i) =>
    branches === undefined && i < lines.length - 1 ? [file.problem(["lines", i], "a line for every branch comes last: the first that fits holds")] : [],
  );
  return {
    lines: lines.map(({ branches, per, an_hour: anHour }) => ({ per, anHour, ...(branches && { branches }) })),
    problems: [...file.problems, ...problems],
  };
}
