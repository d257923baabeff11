import { z } from "zod";
import { conditions } from "../domain/wording/guard.ts";
import { templateId } from "./message-schema.ts";

const patterns = z.array(z.string().min(1).max(1_000)).max(200).default([]);
const inBoth = z.strictObject({ "zh-CN": z.string().trim().min(1).max(300), en: z.string().trim().min(1).max(300) });
const bilingual = z.strictObject({ zh: patterns, en: patterns });

/** A file of templates/guard: one category of what a borrower must never read. */
export const guardSchema = z.strictObject({
  id: templateId,
  when: z.enum(conditions),
  why: inBoth,
  suggestion: inBoth,
  rules: z
    .array(
      z.strictObject({
        zh: patterns,
        en: patterns,
        /** Syllables with spaces between: "bao jing"; found with and without them. */
        pinyin: z.array(z.string().regex(/^[a-zü]+( [a-zü]+)*$/, "syllables in small letters, a space between")).default([]),
        unless: patterns,
        negated: z.literal("passes").optional(),
      }),
    )
    .min(1),
});

/** templates/guard/reading/reading.yaml */
export const readingSchema = z.strictObject({
  id: templateId,
  negation: bilingual,
  conditional: bilingual,
  passes: bilingual,
  quote_before: z.string().min(1),
  /** Words that patterns name as %list%. */
  lists: z.record(z.string().regex(/^[a-z_]+$/), patterns).default({}),
});
