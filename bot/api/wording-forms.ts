import { z } from "@hono/zod-openapi";

const inBoth = z.object({ "zh-CN": z.string(), en: z.string() });

export const finding = z.object({
  category: z.string(),
  span: z.object({ start: z.int(), end: z.int() }).openapi({ description: "UTF-16 units of the text as it was sent" }),
  words: z.string(),
  why: inBoth,
  suggestion: inBoth,
});

export const wordingBody = z.strictObject({
  text: z.string().min(1).max(4_000),
  facts: z
    .strictObject({
      personKnown: z.boolean(),
      overdue: z.boolean(),
      approved: z.boolean(),
      nothingOpen: z.boolean(),
      borrowerSaid: z.array(z.string().max(4_000)).max(50),
    })
    .partial()
    .default({}),
});

export const wordingChecked = z.object({ passes: z.boolean(), findings: z.array(finding) });
