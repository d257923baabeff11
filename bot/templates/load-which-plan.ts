import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { borrowerTypes } from "../domain/loans/borrower-row.ts";
import type { LoanKind, Plan, Plans } from "../domain/reminders/plan.ts";
import { templateId } from "./message-schema.ts";
import { readYaml, type Problem } from "./yaml-file.ts";

export const whichPlanFile = "which-plan.yaml";
/** Holds for everybody where there is no choice. */
const standardId = "standard";

const some = <T extends z.ZodType>(of: T) => z.array(of).min(1).optional();
const word = z.string().min(1);

const line = z.strictObject({
  products: some(word),
  borrower_types: some(z.enum(borrowerTypes)),
  risk_grades: some(word),
  frequencies: some(z.enum(["weekly", "biweekly", "monthly", "quarterly"])),
  /** One instalment, long after the money was paid out. */
  bullet: z.boolean().optional(),
  conduct: some(z.enum(["forgets", "short"])),
  plan: templateId,
});
type Line = z.output<typeof line>;

const whichPlanSchema = z.strictObject({ lines: z.array(line).min(1) });

/** Reads which-plan.yaml of the templates folder `dir`; where there is none, the standard plan holds for everybody. */
export async function loadWhichPlan(dir: string, plans: ReadonlyMap<string, Plan>): Promise<{ lines: readonly Line[]; problems: readonly Problem[] }> {
  const path = join(dir, whichPlanFile);
  if (!existsSync(path)) return { lines: [{ plan: standardId }], problems: [] };
  const file = await readYaml(path, whichPlanSchema);
  if (!file.value) return { lines: [], problems: file.problems };
  const { lines } = file.value;
  const problems = lines.flatMap((one, i) => [
    ...(plans.has(one.plan) ? [] : [file.problem(["lines", i, "plan"], `no plan ${one.plan}`)]),
    ...(isForEverybody(one) && i < lines.length - 1 ? [file.problem(["lines", i], "a line for everybody comes last: the first that fits holds")] : []),
    ...(!isForEverybody(one) && i === lines.length - 1 ? [file.problem(["lines", i], "the last line is for everybody, without a condition")] : []),
  ]);
  return { lines, problems };
}

/** The first line that fits holds. */
export function plansOf(plans: ReadonlyMap<string, Plan>, lines: readonly Line[]): Plans {
  const planOf = ({ plan: id }: Line): Plan => {
    const plan = plans.get(id);
    if (!plan) throw new RangeError(`no plan ${id}`);
    return plan;
  };
  const all = [...new Set(lines.map(planOf))];
  return {
    version: createHash("sha256")
      .update(JSON.stringify([all, lines]))
      .digest("hex")
      .slice(0, 12),
    all,
    of(kind) {
      const found = lines.find((one) => fits(one, kind));
      if (!found) throw new RangeError("no line of which-plan.yaml fits");
      return planOf(found);
    },
  };
}

const fits = (one: Line, kind: Omit<LoanKind, "branch">): boolean =>
  isOf(one.products, kind.product) &&
  isOf<string>(one.borrower_types, kind.type) &&
  isOf(one.risk_grades, kind.riskGrade) &&
  isOf<string>(one.frequencies, kind.frequency) &&
  (one.bullet === undefined || one.bullet === kind.bullet) &&
  (!one.conduct || (kind.conduct !== undefined && one.conduct.includes(kind.conduct)));

const isOf = <T>(list: readonly T[] | undefined, one: T): boolean => !list || list.includes(one);

const isForEverybody = (one: Line): boolean => Object.entries(one).every(([key, said]) => key === "plan" || said === undefined);
