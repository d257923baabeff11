import { z } from "zod";

/** Longest text: three SMS of Chinese; nobody reads more from a bot. */
const longest = 400;

export const templateId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "small letters, digits and single hyphens");
const text = z.string().trim().min(1, "empty").max(longest, `longer than ${longest} characters`);

/** A file of templates/messages. Both languages, and nothing unknown. */
export const messageSchema = z.strictObject({
  id: templateId,
  purpose: z.enum(["reminder", "response", "acknowledgement", "identity"]),
  texts: z.strictObject({ "zh-CN": text, en: text }),
});
