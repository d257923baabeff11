import { existsSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { CheckinPlan, PlanLine, When } from "../domain/checkins/checkin-plan.ts";
import type { Questionnaire } from "../domain/checkins/questionnaire.ts";
import { checkinPlansSchema, cropsSchema, type ReadLine } from "./checkin-plans-schema.ts";
import { readYaml, type Problem, type YamlFile } from "./yaml-file.ts";

export const checkinPlansFile = "checkin-plans.yaml";
export const cropsFile = "crops.yaml";

/** Reads both files of the templates folder `dir`. No plan and no problems: there is no such file, nobody is asked by plan. */
export async function loadCheckinPlan(
  dir: string,
  questionnaires: ReadonlyMap<string, Pick<Questionnaire, "audience" | "neverOverdue">>,
): Promise<{ readonly plan?: CheckinPlan; readonly problems: readonly Problem[] }> {
  const path = join(dir, checkinPlansFile);
  if (!existsSync(path)) return { problems: [] };
  const file = await readYaml(path, checkinPlansSchema);
  const crops = await loadCrops(dir);
  if (!file.value) return { problems: [...file.problems, ...crops.problems] };
  const { phases, lines: read, ...rest } = file.value;
  const lines = read.map((line, i) => lineOf(line, ["lines", i], file, questionnaires));
  const problems = [...crops.problems, ...lines.flatMap((line) => ("problems" in line ? line.problems : []))];
  const needsCrops = read.findIndex(({ seasons }) => seasons !== undefined);
  if (needsCrops >= 0 && crops.problems.length === 0 && crops.crops.length === 0)
    problems.push(file.problem(["lines", needsCrops, "seasons"], `lines.${String(needsCrops)}.seasons: there is no ${cropsFile}`));
  if (problems.length > 0) return { problems };
  return {
    problems: [],
    plan: {
      version: createHash("sha256").update(`${file.version}/${crops.version}`).digest("hex").slice(0, 12),
      phaseDays: {
        justDisbursed: phases.just_disbursed_days,
        beforeMaturity: phases.before_maturity_days,
        closing: phases.closing_days,
        largeTimes: phases.large_times,
      },
      gapDays: rest.gap_days,
      sameAgainDays: rest.same_again_days,
      windowDays: rest.window_days,
      reminderDays: rest.reminder_days,
      visitOver: rest.visit_over,
      visitRiskGrades: rest.visit_risk_grades,
      lines: lines.flatMap((line) => ("line" in line ? [line.line] : [])),
      crops: crops.crops,
    },
  };
}

async function loadCrops(dir: string) {
  const path = join(dir, cropsFile);
  if (!existsSync(path)) return { crops: [], version: "", problems: [] };
  const file = await readYaml(path, cropsSchema);
  const crops = file.value?.crops ?? [];
  const problems = crops.flatMap(({ id, words }, i) => [
    ...(words.length === 0 && i < crops.length - 1
      ? [file.problem(["crops", i], `crops.${String(i)}: one without words is for every other trade and comes last`)]
      : []),
    ...(crops.findIndex((other) => other.id === id) < i ? [file.problem(["crops", i, "id"], `crops.${String(i)}.id: is there twice`)] : []),
  ]);
  return { crops, version: file.version, problems: [...file.problems, ...problems] };
}

function lineOf(
  read: ReadLine,
  at: readonly PropertyKey[],
  file: YamlFile<unknown>,
  questionnaires: ReadonlyMap<string, Pick<Questionnaire, "audience" | "neverOverdue">>,
): { line: PlanLine } | { problems: Problem[] } {
  const whens = whensOf(read);
  const [when] = whens;
  const asked = questionnaires.get(read.checkin);
  const wrong = (key: string, message: string): Problem => file.problem([...at, key], `${[...at, key].map(String).join(".")}: ${message}`);
  const strangers = (read.borrower_types ?? []).filter((type) => asked && !asked.audience.includes(type));
  const problems = [
    ...(asked ? [] : [wrong("checkin", `no questionnaire ${read.checkin}`)]),
    ...(strangers.length > 0 ? [wrong("borrower_types", `${read.checkin} is not for ${strangers.join(", ")}`)] : []),
    ...(asked?.neverOverdue && read.phases.includes("overdue") ? [wrong("phases", `${read.checkin} is never sent while something is late`)] : []),
    ...(when?.by === "late" && read.phases.some((phase) => phase !== "overdue") ? [wrong("phases", "late_days are for the phase overdue alone")] : []),
    ...(when?.by === "settled" && read.phases.some((phase) => phase !== "closing")
      ? [wrong("phases", "after_settled_days are for the phase closing alone")]
      : []),
    ...(whens.length === 1
      ? []
      : [wrong("checkin", "says once when: after_paid_out_days, before_large_days, late_days, after_settled_days, every_months, every_weeks or seasons")]),
  ];
  if (problems.length > 0 || !when) return { problems };
  const { checkin, goal, borrower_types: borrowerTypes, products, risk_grades: riskGrades, phases, visit } = read;
  return {
    line: {
      checkin,
      goal,
      phases,
      when,
      visit: visit === "large",
      ...(borrowerTypes && { borrowerTypes }),
      ...(products && { products }),
      ...(riskGrades && { riskGrades }),
    },
  };
}

function whensOf(read: ReadLine): When[] {
  return [
    ...(read.after_paid_out_days ? [{ by: "paid_out", days: read.after_paid_out_days } as const] : []),
    ...(read.before_large_days ? [{ by: "before_large", days: read.before_large_days } as const] : []),
    ...(read.late_days ? [{ by: "late", days: read.late_days } as const] : []),
    ...(read.after_settled_days ? [{ by: "settled", days: read.after_settled_days } as const] : []),
    ...(read.every_months !== undefined ? [{ by: "months", every: read.every_months } as const] : []),
    ...(read.every_weeks !== undefined ? [{ by: "weeks", every: read.every_weeks } as const] : []),
    ...(read.seasons ? [{ by: "season", seasons: read.seasons } as const] : []),
  ];
}
