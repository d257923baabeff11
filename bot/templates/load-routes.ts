import { z } from "zod";
import type { Route } from "../domain/escalations/route.ts";
import { templateId } from "./message-schema.ts";
import { loadFolder } from "./yaml-folder.ts";

const minutes = z
  .int()
  .min(0)
  .max(7 * 24 * 60);

const routeSchema = z.strictObject({
  id: templateId,
  steps: z
    .array(z.strictObject({ to: z.enum(["officer", "supervisor", "admin"]), after_minutes: minutes }))
    .min(1)
    .superRefine((steps, context) => {
      steps.forEach(({ after_minutes: after }, i) => {
        const before = steps[i - 1];
        if (before && before.after_minutes > after) context.addIssue({ code: "custom", path: [i, "after_minutes"], message: "steps are in order of time" });
      });
    }),
  acknowledge_minutes: z.strictObject({ urgent: minutes.positive(), high: minutes.positive(), normal: minutes.positive() }),
});

/** Reads templates/routes. */
export const loadRoutes = (dir: string) =>
  loadFolder(dir, routeSchema, (read) => {
    const route: Route = {
      id: read.id,
      steps: read.steps.map(({ to, after_minutes: afterMinutes }) => ({ to, afterMinutes })),
      acknowledgeMinutes: read.acknowledge_minutes,
    };
    return { value: route };
  });
