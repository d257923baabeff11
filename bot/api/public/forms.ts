/** The shapes that other systems rely on: a field is added, never taken away or given another meaning (ADR 0014). */
import { z } from "@hono/zod-openapi";
import { day, dayOrNull, moment, momentOrNull, money, moneyOrNull } from "../wire.ts";

const text = z.string();
const id = z.uuid().openapi({ description: "ours" });
const nullableText = text.nullable();

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: nullableText.openapi({ description: "hand it back as `cursor`; null: the last page" }) });

export const borrowerRef = z.object({ id, externalId: text.openapi({ description: "the lender's" }) }).openapi("BorrowerRef");
export const loanRef = z.object({ id, externalId: text }).openapi("LoanRef");
export const reason = z.object({ rule: text, detail: nullableText }).openapi("Reason");

export const borrower = z
  .object({
    id,
    externalId: text,
    name: nullableText.openapi({ description: "null: erased" }),
    locale: text,
    timezone: text,
    type: text,
    branch: text,
    officer: text,
    contactPoints: z.array(z.object({ id, channel: text, address: nullableText, state: text.openapi({ description: "unverified, verified or closed" }) })),
    holds: z
      .array(
        z.object({
          id,
          reason: text,
          loanId: z.uuid().nullable(),
          instalmentNo: z.int().nullable(),
          contactPointId: z.uuid().nullable(),
          from: moment,
          until: momentOrNull,
        }),
      )
      .openapi({ description: "why automation does not contact, in force now" }),
    lastInboundAt: momentOrNull,
  })
  .openapi("Borrower");

const loanFields = {
  id,
  externalId: text,
  borrower: borrowerRef,
  product: text,
  purpose: text,
  trade: text,
  riskGrade: text,
  branch: text,
  officer: text,
  status: text.openapi({ description: "open, closed or written_off" }),
  principal: money,
  disbursedOn: day,
  firstDueOn: day,
  instalments: z.int(),
  instalmentAmount: money,
  frequency: text,
  outstandingPrincipal: moneyOrNull,
  amountDue: moneyOrNull.openapi({ description: "the lender's own figure, where given" }),
  paid: money.openapi({ description: "all payments less reversals" }),
  ledgerAsOf: moment,
};
export const loan = z.object(loanFields).openapi("Loan");
export const loanDetail = z
  .object({ ...loanFields, schedule: z.array(z.object({ no: z.int(), dueOn: day, amount: money, open: money })) })
  .openapi("LoanWithSchedule");

export const payment = z.object({ id, reference: text, paidOn: day, amount: money, postedAt: moment }).openapi("Payment");

export const message = z
  .object({
    id,
    borrower: borrowerRef,
    direction: z.enum(["in", "out"]),
    channel: text,
    state: text.openapi({ description: "in: received. out: queued, claimed, sent, delivered, read, failed, unknown, not_sent or suppressed" }),
    createdAt: moment,
    receivedAt: momentOrNull,
    sentAt: momentOrNull,
    deliveredAt: momentOrNull,
    readAt: momentOrNull,
    template: nullableText,
    templateVersion: nullableText,
    textClass: nullableText,
    text: nullableText,
    decision: nullableText.openapi({ description: "the gate's: send, defer or suppress" }),
    reasons: z.array(reason),
    policyVersion: nullableText,
    errorCode: nullableText,
    understood: z
      .object({
        act: z.boolean(),
        yes: z.boolean().nullable(),
        intents: z.array(z.object({ name: text, confidence: z.number() })),
        parts: z.array(z.object({ amount: moneyOrNull, on: dayOrNull })),
      })
      .nullable(),
  })
  .openapi("Message");

export const promise = z
  .object({
    id,
    borrower: borrowerRef,
    loan: loanRef,
    instalmentNo: z.int(),
    amount: money,
    promisedOn: day,
    state: text.openapi({ description: "open, kept, partly_kept, broken or replaced" }),
    confirmedAt: moment,
    checkAt: moment.openapi({ description: "when the ledger is asked whether it was kept" }),
    decidedAt: momentOrNull,
  })
  .openapi("Promise");

const count = z.int();
export const promiseCounts = z
  .object({
    total: count,
    decided: count.openapi({ description: "kept + partlyKept + broken: the denominator of the share that was kept" }),
    kept: count.openapi({ description: "the numerator" }),
    partlyKept: count,
    broken: count,
    open: count,
    replaced: count,
  })
  .openapi("PromiseCounts");

export const statusUpdate = z
  .object({
    id,
    at: moment,
    kind: text,
    borrower: borrowerRef,
    loan: loanRef.nullable(),
    instalmentNo: z.int().nullable(),
    messageId: z.uuid().nullable(),
  })
  .openapi("StatusUpdate");

const caseFields = {
  id,
  borrower: borrowerRef,
  loan: loanRef.nullable(),
  branch: text,
  officer: text,
  reason: text,
  severity: text,
  state: text.openapi({ description: "open, acknowledged, waiting_on_borrower or resolved" }),
  openedAt: moment,
  acknowledgedAt: momentOrNull,
  acknowledgedBy: nullableText,
  resolvedAt: momentOrNull,
  resolvedBy: nullableText,
  resolutionCode: nullableText,
};
export const escalation = z.object(caseFields).openapi("Escalation");
export const escalationDetail = z
  .object({ ...caseFields, note: nullableText, evidence: z.array(z.object({ id, at: moment, kind: text, ref: z.uuid().nullable() })) })
  .openapi("EscalationWithEvidence");
