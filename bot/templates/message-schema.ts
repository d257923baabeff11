import { z } from "zod";

/** Longest text as it is written, with the words of all its branches; nobody reads more from a bot. */
const longest = 700;

export const templateId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "small letters, digits and single hyphens");
const text = z.string().trim().min(1, "empty").max(longest, `longer than ${longest} characters`);

/**
 * Telegram takes 64 bytes of a button, of which our id of the message takes 22; one letter or "end" could be taken for
 * an answer that nobody meant.
 */
export const button = z
  .string()
  .trim()
  .min(1, "empty")
  .refine((label) => Buffer.byteLength(label) <= 40, "longer than 40 bytes")
  .refine((label) => !/^(t|r|n|end)$/i.test(label), "could be taken for a command");
const buttons = z.array(button).min(1).max(3);

/** A file of templates/messages. Both languages, and nothing unknown. */
export const messageSchema = z.strictObject({
  id: templateId,
  /** part: a line within another text, never sent by itself. */
  purpose: z.enum(["reminder", "notice", "response", "acknowledgement", "identity", "part"]),
  texts: z.strictObject({ "zh-CN": text, en: text }),
  /** Answers to choose from, in the order shown. */
  buttons: z.strictObject({ "zh-CN": buttons, en: buttons }).optional(),
  /** Said only where the ledger, or an approval by a second person, says so too: then the guard lets it say so. */
  grounds: z
    .array(z.enum(["ledger", "approval"]))
    .min(1)
    .optional(),
  /** Who wrote it (the officer's handle): somebody else must approve it. */
  written_by: z.string().trim().min(1).max(80).optional(),
  /** As the providers know it, where they demand registered templates. */
  providers: z
    .strictObject({
      whatsapp: z.strictObject({ name: z.string().regex(/^[a-z0-9_]{1,512}$/), category: z.enum(["utility", "marketing", "authentication"]) }).optional(),
      sms: z.strictObject({ template: z.string().min(1).max(64), signature: z.string().min(1).max(20).optional() }).optional(),
    })
    .optional(),
});
