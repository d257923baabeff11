/** How templates/which-policy.yaml is written. */
import { z } from "zod";
import { parseZone, zone } from "../domain/calendar.ts";
import { borrowerTypes } from "../domain/loans/borrower-row.ts";
import { templateId } from "./message-schema.ts";

const some = <T extends z.ZodType>(of: T) => z.array(of).min(1).optional();

const line = z.strictObject({
  /** ISO 3166-1 alpha-2: borrowers in any zone of that country. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "a country as CN")
    .optional(),
  zones: some(
    z
      .string()
      .refine((text) => parseZone(text) !== undefined, "a zone as Asia/Shanghai")
      .transform(zone),
  ),
  /** As in loans.csv; a state or a province is named by its branches. */
  branches: some(z.string().min(1)),
  products: some(z.string().min(1)),
  borrower_types: some(z.enum(borrowerTypes)),
  packs: z.array(templateId).min(1),
});

export const whichPolicySchema = z.strictObject({ lines: z.array(line).min(1) });
export type WhichPolicyLine = z.output<typeof line>;
