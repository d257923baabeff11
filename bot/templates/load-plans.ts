import { z } from "zod";
import { hourMs } from "../domain/calendar.ts";
import type { FollowUp, Plan } from "../domain/reminders/plan.ts";
import { templateId } from "./message-schema.ts";
import { loadFolder } from "./yaml-folder.ts";

const hours = z.number().positive().max(720);

/** A stage's `follow_up`: how long it waits, and where it is said again. */
const followUpSchema = z
  .strictObject({
    channel: z.string().regex(/^[a-z][a-z0-9_-]*$/, "a channel as in loans.csv"),
    undelivered_hours: hours.optional(),
    unanswered_hours: hours.optional(),
  })
  .refine(
    (one) => one.undelivered_hours !== undefined || one.unanswered_hours !== undefined,
    "says after how many hours: undelivered_hours, unanswered_hours or both",
  );

const planSchema = z.strictObject({
  id: templateId,
  stages: z
    .array(
      z.strictObject({
        offset: z.int().min(-365).max(365),
        template: templateId,
        priority: z.int().min(0).max(100),
        move: z.enum(["earlier", "later"]),
        follow_up: followUpSchema.optional(),
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
export const loadPlans = (dir: string) =>
  loadFolder(dir, planSchema, ({ id, stages }) => {
    const plan: Plan = { id, stages: stages.map(({ follow_up: followUp, ...stage }) => ({ ...stage, ...(followUp && { followUp: followUpOf(followUp) }) })) };
    return { value: plan };
  });

const followUpOf = ({ channel, undelivered_hours: undelivered, unanswered_hours: unanswered }: z.output<typeof followUpSchema>): FollowUp => ({
  channel,
  ...(undelivered !== undefined && { undeliveredMs: undelivered * hourMs }),
  ...(unanswered !== undefined && { unansweredMs: unanswered * hourMs }),
});
