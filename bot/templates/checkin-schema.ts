/** How a file of templates/checkins is written (docs/checkins.md). What a schema cannot say is in `checkin-rules.ts`. */
import { z } from "zod";
import { borrowerTypes } from "../domain/loans/borrower-row.ts";
import { button, templateId } from "./message-schema.ts";

/** On a cheap phone that is four lines; who has to scroll does not answer. */
const longestText = 240;

const inBoth = <T extends z.ZodType>(one: T) => z.strictObject({ "zh-CN": one, en: one });
const text = inBoth(z.string().trim().min(1, "empty").max(longestText, `longer than ${longestText} characters`));
/** A condition in CEL; long ones are rules that belong elsewhere. */
const condition = z.string().trim().min(1, "empty").max(400, "longer than 400 characters");
/** Names of questions and options stand in conditions. */
const name = z.string().regex(/^[a-z][a-z0-9_]{1,30}$/, "a small letter, then small letters, digits and underscores, two or more in all");
const factName = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/, "small letters, digits and underscores, with points between parts");

/** Whoever answers so wants a person. */
const person = z.literal(true).optional();
const option = z.strictObject({ key: name, label: inBoth(button), words: z.array(z.string().trim().min(1).max(40)).max(30).default([]), person });
const options = z.array(option).min(2).max(6);
const range = { least: z.number().optional(), most: z.number().optional() };
const wholeMajor = z.int().min(0).max(1_000_000_000_000);

const asked = {
  id: name,
  text,
  help: text.optional(),
  /** Asked again before it may be passed over. */
  required: z.boolean().default(false),
  when: condition.optional(),
  fact: z.strictObject({ name: factName, unit: z.string().trim().min(1).max(30).optional() }).optional(),
};

const question = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("yes_no"), ...asked, person }),
  z.strictObject({ type: z.literal("choice"), ...asked, options }),
  z.strictObject({ type: z.literal("multi_choice"), ...asked, options, most: z.int().min(1).max(6).optional() }),
  z.strictObject({ type: z.literal("number"), ...asked, unit: inBoth(z.string().trim().max(20)), ...range, whole: z.boolean().default(false) }),
  z.strictObject({ type: z.literal("money"), ...asked, least: wholeMajor.default(0), most: wholeMajor.default(1_000_000_000_000) }),
  z.strictObject({ type: z.literal("percent"), ...asked }),
  z.strictObject({ type: z.literal("date"), ...asked, lies: z.enum(["past", "future", "any"]).default("any") }),
  z.strictObject({ type: z.literal("text"), ...asked, person, most_characters: z.int().min(1).max(2_000).default(500) }),
  z.strictObject({
    type: z.literal("document"),
    ...asked,
    document: templateId,
    media: z
      .array(z.enum(["photo", "document", "video"]))
      .min(1)
      .default(["photo", "document"]),
  }),
  z.strictObject({ type: z.literal("location"), ...asked }),
]);
export type ReadQuestion = z.output<typeof question>;
export type ReadOption = z.output<typeof option>;

const check = z.strictObject({ id: templateId, after: name, doubtful: condition, clarify: text, note: text });

export const checkinSchema = z.strictObject({
  id: templateId,
  /** One more with every change that was published. */
  version: z.int().min(1).max(100_000),
  purpose: text,
  audience: z.array(z.enum(borrowerTypes)).min(1),
  why: text,
  thanks: text,
  /** Without a consent of this name it is never sent. */
  consent: templateId.optional(),
  never_overdue: z.boolean().default(false),
  /** More than three questions that everybody is asked. */
  long: z.boolean().default(false),
  written_by: z.string().trim().min(1).max(80).optional(),
  questions: z.array(question).min(1).max(6, "more than six questions: nobody finishes them"),
  checks: z.array(check).max(10).default([]),
});
export type ReadCheckin = z.output<typeof checkinSchema>;
