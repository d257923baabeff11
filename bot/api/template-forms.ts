import { z } from "@hono/zod-openapi";
import { finding } from "./wording-forms.ts";

const shown = z.object({
  texts: z.array(z.string()),
  buttons: z.array(z.string()),
  sms: z.object({ encoding: z.enum(["GSM-7", "UCS-2"]), units: z.int(), segments: z.int() }),
  findings: z.array(finding),
});

export const templateList = z.object({
  approvalNeeded: z.boolean(),
  items: z.array(
    z.object({
      id: z.string(),
      purpose: z.string(),
      version: z.string(),
      state: z.enum(["released", "draft", "approved", "withdrawn"]),
      writtenBy: z.string().nullable(),
      decidedBy: z.string().nullable(),
      decidedAt: z.number().nullable(),
      grounds: z.array(z.string()),
      providers: z.record(z.string(), z.record(z.string(), z.string())),
      shown: z.object({ "zh-CN": shown, en: shown }),
    }),
  ),
});

export const templateParam = z.object({ id: z.string().regex(/^[a-z0-9-]{1,80}$/) });
/** The version that was read: what is approved is what was seen. */
export const templateVersion = z.strictObject({ version: z.string().regex(/^[0-9a-f]{12}$/) });
