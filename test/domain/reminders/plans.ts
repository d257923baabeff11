import type { Plan, Plans } from "../../../bot/domain/reminders/plan.ts";

/** The standard plan's stages, as the tests know them. */
export const plan: Plan = {
  id: "standard",
  stages: [-3, 0, 1, 3, 7, 15, 30].map((offset) => ({
    offset,
    template: `stage ${String(offset)}`,
    priority: 50 + offset,
    move: offset <= 0 ? "earlier" : "later",
  })),
};

export const stageOf = (offset: number): Plan["stages"][number] => {
  const found = plan.stages.find((stage) => stage.offset === offset);
  if (!found) throw new Error(`no stage ${String(offset)}`);
  return found;
};

/** A loan of no particular kind. */
export const kind = { riskGrade: "B", frequency: "monthly", bullet: false, conduct: undefined } as const;

/** The standard plan for everybody. */
export const plans: Plans = { version: "1", all: [plan], of: () => plan };
