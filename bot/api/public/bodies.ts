/** What other systems write. Shapes only: what a value may be is the import's rule, and refused with 422. */
import { z } from "@hono/zod-openapi";

const text = z.string().max(500);
const amount = z.string().max(40).openapi({ description: "decimal text of the loan's currency", example: "8033.00" });
const onDay = z.string().max(20).openapi({ description: "YYYY-MM-DD", example: "2026-12-15" });
/** Of the lender's, in a path. */
export const externalIdParam = z.strictObject({ externalId: z.string().min(1).max(500) });
export const idParam = z.strictObject({ id: z.uuid() });

export const borrowerBody = z
  .strictObject({
    name: text,
    locale: text.openapi({ example: "zh-CN" }),
    timezone: text.openapi({ example: "Asia/Shanghai" }),
    type: text.openapi({ description: "individual, consumer, micro_enterprise, farmer or project" }),
    channel: text,
    address: text.optional().openapi({ description: "on that channel; on sms `phone` will do" }),
    phone: text.optional(),
    branch: text,
    officer: text.optional(),
    doNotContact: z.boolean().optional().openapi({ description: "absent: stays as it is" }),
    consent: z.boolean().optional().openapi({ description: "absent: stays as it is" }),
  })
  .openapi("BorrowerToPut");

export const loanBody = z
  .strictObject({
    borrower: text.openapi({ description: "the lender's id of a borrower who is known" }),
    product: text.optional(),
    purpose: text.optional(),
    trade: text.optional(),
    riskGrade: text.optional(),
    currency: text.openapi({ example: "CNY" }),
    principal: amount,
    disbursedOn: onDay,
    firstDueOn: onDay,
    instalments: z.int().min(1).max(1200),
    instalmentAmount: amount,
    frequency: text.openapi({ description: "weekly, biweekly, monthly or quarterly" }),
    branch: text,
    officer: text.optional(),
    status: text.optional().openapi({ description: "open, closed or written_off; absent: stays as it is" }),
    outstandingPrincipal: amount.nullable().optional(),
    amountDue: amount.nullable().optional().openapi({ description: "what the borrower is told in place of our sum; null: none; absent: stays" }),
    ledgerAsOf: z.string().max(40).optional().openapi({ description: "up to when the loan's payments are all told; never moves back" }),
    schedule: z
      .array(z.strictObject({ dueOn: onDay, amount }))
      .min(1)
      .max(1200)
      .optional()
      .openapi({ description: "all instalments, in order, where they are not equal; absent: one that was given stays until the terms change" }),
  })
  .openapi("LoanToPut");

const paymentFields = {
  loan: text.openapi({ description: "the lender's id" }),
  reference: text.openapi({ description: "unique in the loan: told again, the payment is known by it" }),
  paidOn: onDay,
  amount: amount.openapi({ description: "decimal text; negative: a reversal", example: "8033.00" }),
};
const ledgerAsOf = z.iso
  .datetime({ offset: true })
  .optional()
  .openapi({ description: "up to when the ledger of these loans is known; loans with a refused payment stay" });
export const paymentBody = z.strictObject({ ...paymentFields, ledgerAsOf }).openapi("PaymentToPost");
export const mostPayments = 1_000;
export const paymentsBody = z.strictObject({ payments: z.array(z.strictObject(paymentFields)).min(1).max(mostPayments), ledgerAsOf }).openapi("PaymentsToPost");
export const ledgerBody = z
  .strictObject({
    asOf: z.iso.datetime({ offset: true }),
    except: z.array(text).max(10_000).optional().openapi({ description: "the lender's ids of loans of which that is not so" }),
  })
  .openapi("LedgerToState");

const fieldProblem = z.object({ field: z.string(), reason: z.string() });
export const put = z.object({ status: z.enum(["created", "changed", "unchanged"]), id: z.uuid() }).openapi("Put");
export const posted = z.object({ status: z.enum(["posted", "reversed", "known"]), warnings: z.array(fieldProblem) }).openapi("Posted");
export const postedItems = z
  .object({
    posted: z.int(),
    reversed: z.int(),
    known: z.int(),
    refused: z.int(),
    items: z
      .array(
        z.discriminatedUnion("status", [
          z.object({ index: z.int(), status: z.enum(["posted", "reversed", "known"]), warnings: z.array(fieldProblem) }),
          z.object({ index: z.int(), status: z.literal("refused"), problems: z.array(fieldProblem) }),
        ]),
      )
      .openapi({ description: "one for each payment, in its place" }),
  })
  .openapi("PostedPayments");
export const stated = z.object({ status: z.literal("stated") }).openapi("Stated");
