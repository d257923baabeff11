import { z } from "zod";
import type { Plan } from "../domain/reminders/plan.ts";
import { templateId } from "./message-schema.ts";
import { loadFolder } from "./yaml-folder.ts";

const planSchema = z.strictObject({
  id: templateId,
  stages: z
    .array(
      z.strictObject({
        offset: z.int().min(-365).max(365),
        template: templateId,
        priority: z.int().min(0).max(100),
        move: z.enum(["earlier", "later"]),
      }),
    )
    .min(1)
    .superRefine((stages, context) => {
      stages.forEach(({ offset, move }, i) => {
        const before = stages[i - 1];
        if (before && before.offset >= offset) context.addIssue({ code: "custom", path: [i, "offset"], message: "stages ascend, each offset once" });
        // a reminder after its day would come too late to help (facts/practice: holidays)
        if (offset <= 0 && move === "later")
          context.addIssue({ code: "custom", path: [i, "move"], message: "up to the due day a stage moves earlier, never later" });
      });
    }),
});

/** Reads templates/plans. */
export const loadPlans = (dir: string) => loadFolder(dir, planSchema, (plan: Plan) => ({ value: plan }));
