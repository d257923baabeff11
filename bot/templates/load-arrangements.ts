import { existsSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import type { ArrangementPolicy } from "../domain/arrangements/arrangement-policy.ts";
import { arrangementsSchema } from "./arrangements-schema.ts";
import { readYaml, type Problem } from "./yaml-file.ts";

export const arrangementsFile = "arrangements.yaml";

/** Reads arrangements.yaml of the templates folder `dir`. No policy and no problems: there is no such file, nothing is offered. */
export async function loadArrangements(dir: string): Promise<{ readonly policy?: ArrangementPolicy; readonly problems: readonly Problem[] }> {
  const path = join(dir, arrangementsFile);
  if (!existsSync(path)) return { problems: [] };
  const file = await readYaml(path, arrangementsSchema);
  if (!file.value) return { problems: file.problems };
  const { offers, bounds } = file.value;
  const problems = offers.flatMap(({ parts, first_after_months: after }, i) =>
    parts > bounds.most_parts || after + parts - 1 > bounds.furthest_months ? [file.problem(["offers", i], "lies outside of `bounds`")] : [],
  );
  return problems.length > 0 ? { problems } : { policy: policyOf(file.value, file.version), problems };
}

function policyOf(read: z.output<typeof arrangementsSchema>, version: string): ArrangementPolicy {
  const { products, borrower_types: borrowerTypes, branches, days_late: daysLate, most_a_year: mostAYear } = read.eligible;
  return {
    version,
    offers: read.offers.map(({ id, parts, first_after_months: firstAfterMonths }) => ({ id, parts, firstAfterMonths })),
    bounds: { mostParts: read.bounds.most_parts, furthestMonths: read.bounds.furthest_months },
    leastPart: read.least_part,
    eligible: { ...(products && { products }), ...(borrowerTypes && { borrowerTypes }), ...(branches && { branches }), daysLate, mostAYear },
    approval: read.approval.map(({ up_to: upTo, by }) => ({ ...(upTo && { upTo }), by })),
    guarantor: read.guarantor,
    lookDays: read.look_days,
    answerDays: read.answer_days,
  };
}
