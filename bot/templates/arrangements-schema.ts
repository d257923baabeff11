/** How templates/arrangements.yaml is written. */
import { z } from "zod";
import { approverRoles } from "../domain/arrangements/arrangement-policy.ts";
import { borrowerTypes } from "../domain/loans/borrower-row.ts";
import { currency, parseAmount, parseCurrency } from "../domain/money.ts";
import { templateId } from "./message-schema.ts";

const some = <T extends z.ZodType>(of: T) => z.array(of).min(1).exactOptional();
const names = some(z.string().min(1));

/** `CNY: "300.00"`: quoted, so that no digit is lost. */
export const amounts = z.record(z.string(), z.string()).transform((written, context) => {
  const read = new Map<ReturnType<typeof currency>, bigint>();
  for (const [code, text] of Object.entries(written)) {
    const known = parseCurrency(code);
    const minor = known && parseAmount(text, known);
    if (known && minor !== undefined && minor > 0n) read.set(known, minor);
    else context.addIssue({ code: "custom", path: [code], message: known ? `an amount above 0 as "300.00", no finer than ${code} is` : "a currency as CNY" });
  }
  return read;
});

const days = z.int().min(1).max(60);

export const arrangementsSchema = z.strictObject({
  offers: z
    .array(z.strictObject({ id: templateId, parts: z.int().min(1).max(24), first_after_months: z.int().min(1).max(12) }))
    .superRefine((offers, context) => {
      offers.forEach(({ id }, i) => {
        if (offers.findIndex((other) => other.id === id) < i) context.addIssue({ code: "custom", path: [i, "id"], message: "is there twice" });
      });
    }),
  bounds: z.strictObject({ most_parts: z.int().min(1).max(60), furthest_months: z.int().min(1).max(60) }),
  least_part: amounts,
  eligible: z.strictObject({
    products: names,
    borrower_types: some(z.enum(borrowerTypes)),
    branches: names,
    days_late: z
      .strictObject({ from: z.int().min(-365).max(365), to: z.int().min(-365).max(3_650) })
      .refine(({ from, to }) => from <= to, { path: ["to"], message: "before `from`" }),
    most_a_year: z.int().min(0).max(12),
  }),
  approval: z
    .array(z.strictObject({ up_to: amounts.exactOptional(), by: z.array(z.enum(approverRoles)).min(1).max(4) }))
    .min(1)
    .superRefine((lines, context) => {
      lines.forEach(({ up_to: upTo, by }, i) => {
        const isLast = i === lines.length - 1;
        if (!by.includes("supervisor"))
          context.addIssue({ code: "custom", path: [i, "by"], message: "needs a supervisor: the loan's own officer is never enough" });
        if (isLast !== (upTo === undefined))
          context.addIssue({
            code: "custom",
            path: [i, "up_to"],
            message: isLast ? "the last line is for any amount: leave it out" : "only the last line is for any amount",
          });
      });
    }),
  guarantor: z.array(z.strictObject({ products: names, over: amounts.exactOptional() })),
  look_days: days,
  answer_days: days,
});
