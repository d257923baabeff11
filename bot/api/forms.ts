/** The shapes of /api/console: each mirrors a view of app/console. */
import { z } from "@hono/zod-openapi";
import { resolutionCodes } from "../domain/escalations/escalation.ts";
import { intentNames } from "../domain/replies/reply.ts";
import { day, moment, money } from "./wire.ts";

const text = z.string();
const nullableText = text.nullable();
const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();
export const page = <T extends z.ZodType>(item: T) => z.object({ items: list(item), next: nullableText });

export const person = z.object({ id: text, externalId: text, name: nullableText, zone: text }).openapi("Person");
export const reason = z.object({ rule: text, detail: nullableText }).openapi("Reason");

export const stop = z.object({ id: text, scope: text, value: nullableText, setBy: text, setAt: moment }).openapi("Stop");

const saidItem = z
  .object({ id: text, at: moment, borrower: person, channel: text, state: text, template: nullableText, text: nullableText })
  .openapi("SaidItem");

export const escalationRow = z
  .object({
    id: text,
    borrower: person,
    loan: nullableText,
    branch: text,
    officer: text,
    reason: text,
    severity: text,
    state: text,
    openedAt: moment,
    dueAt: moment.nullable(),
    acknowledgedBy: nullableText,
    resolvedAt: moment.nullable(),
  })
  .openapi("EscalationRow");

const heldTouch = z
  .object({ id: text, at: moment, borrower: person, stage: z.int(), dueOn: day, decision: text, reasons: list(reason), until: moment.nullable() })
  .openapi("HeldTouch");

export const todayView = z
  .object({
    out: list(z.object({ state: text, count: z.int() })),
    decisions: z.object({ send: z.int(), defer: z.int(), suppress: z.int() }),
    cameIn: z.int(),
    latestOut: list(saidItem),
    latestIn: list(saidItem),
    held: list(heldTouch),
    heldBecause: list(z.object({ decision: text, reason, count: z.int() })),
    openEscalations: z.int(),
    escalations: list(escalationRow),
    unknown: list(saidItem),
  })
  .openapi("Today");

export const status = z
  .object({ lender: text, telegram: z.boolean(), now: moment, demo: z.object({ now: moment, speed: z.number() }).nullable(), stops: list(stop) })
  .openapi("Status");

export const borrowerRow = z
  .object({
    ...person.shape,
    branch: text,
    officer: text,
    overdue: list(money),
    overdueSince: day.nullable(),
    onHold: z.boolean(),
    openEscalations: z.int(),
    lastInboundAt: moment.nullable(),
  })
  .openapi("BorrowerRow");

const owed = z.object({ overdue: money, overdueSince: day.nullable(), next: z.object({ amount: money, on: day }).nullable(), whole: money }).openapi("Owed");
const instalment = z
  .object({ no: z.int(), dueOn: day, amount: money, open: money, state: z.enum(["paid", "overdue", "due_today", "partly_paid", "open"]) })
  .openapi("Instalment");
const loan = z
  .object({
    id: text,
    externalId: text,
    product: text,
    purpose: text,
    status: text,
    principal: money,
    paid: money,
    overdue: money,
    lenderSays: money.nullable(),
    ledgerAsOf: moment,
    instalments: list(instalment),
    payments: list(z.object({ id: text, paidOn: day, amount: money, reference: text })),
  })
  .openapi("Loan");
const hold = z
  .object({
    id: text,
    reason: text,
    scope: z.enum(["borrower", "contact_point", "loan", "instalment"]),
    loan: nullableText,
    instalmentNo: z.int().nullable(),
    from: moment,
    until: moment.nullable(),
    liftedAt: moment.nullable(),
    liftedBy: nullableText,
    active: z.boolean(),
  })
  .openapi("Hold");
const promise = z.object({ id: text, loan: text, instalmentNo: z.int(), amount: money, on: day, state: text, confirmedAt: moment }).openapi("Promise");

export const understood = z
  .object({
    act: z.boolean(),
    yes: z.boolean().nullable(),
    intents: list(z.object({ name: text, confidence: z.number() })),
    parts: list(z.object({ amount: money.nullable(), on: day.nullable() })),
    why: list(text),
  })
  .openapi("Understood");

export const chatLine = z
  .object({
    id: text,
    from: z.enum(["borrower", "us"]),
    at: moment,
    channel: text,
    text: nullableText,
    state: text,
    template: nullableText,
    deliveredAt: moment.nullable(),
    readAt: moment.nullable(),
    reasons: list(reason),
    understood: understood.nullable(),
    corrected: z.object({ intents: list(text), by: text, at: moment }).nullable(),
  })
  .openapi("ChatLine");

const happened = { id: text, at: moment, loan: nullableText, instalmentNo: z.int().nullable() };
const timelineItem = z.discriminatedUnion("kind", [
  z.object({ ...happened, kind: z.literal("status"), what: text }),
  z.object({ ...happened, kind: z.literal("touch"), what: text, touch: text, stage: z.int().nullable(), decision: text, reasons: list(reason) }),
  z.object({ ...happened, kind: z.literal("promise"), what: text, amount: money, on: day }),
  z.object({
    ...happened,
    kind: z.literal("escalation"),
    what: z.enum(["opened", "acknowledged", "resolved"]),
    reason: text,
    by: nullableText,
    escalationId: text,
  }),
  z.object({ ...happened, kind: z.literal("hold"), what: z.enum(["set", "lifted"]), reason: text, by: nullableText }),
  z.object({ ...happened, kind: z.literal("arrangement"), what: text, amount: money, parts: z.int(), firstOn: day, arrangementId: text }),
]);

export const borrowerView = z
  .object({
    ...person.shape,
    locale: text,
    type: text,
    branch: text,
    officer: text,
    today: day,
    contactPoints: list(z.object({ id: text, channel: text, address: text, state: text })),
    owed: list(owed),
    loans: list(loan),
    holds: list(hold),
    promises: list(promise),
    escalations: list(escalationRow),
    lastFromBorrower: chatLine.nullable(),
    lastFromUs: chatLine.nullable(),
    timeline: list(timelineItem),
  })
  .openapi("Borrower");

export const escalationView = z
  .object({
    ...escalationRow.shape,
    acknowledgedAt: moment.nullable(),
    resolvedBy: nullableText,
    resolutionCode: nullableText,
    note: nullableText,
    owed: list(owed),
    evidence: list(z.object({ id: text, at: moment, kind: text, line: chatLine.nullable(), promise: promise.nullable(), stage: z.int().nullable() })),
    alerts: list(
      z.object({
        id: text,
        at: moment,
        step: z.int(),
        toRole: text,
        toOfficer: nullableText,
        channel: text,
        state: text,
        attempts: z.int(),
        errorCode: nullableText,
      }),
    ),
  })
  .openapi("Escalation");

export const done = z.object({ status: z.literal("done") });
export const telegramLinkMade = z.object({ url: text, expiresAt: moment });
export const chatLinkMade = z.object({ path: text, expiresAt: moment });
export const linksRevoked = z.object({ chat: z.int(), invitations: z.int() });

/** Enough for what was agreed; the conversation itself is in the log. */
const mostNote = 2_000;
export const resolveBody = z.object({ code: z.enum(resolutionCodes), note: z.string().trim().min(1).max(mostNote).optional() });
export const meaningBody = z.object({ intents: z.array(z.enum(intentNames)).min(1).max(intentNames.length) });
export const outcomeBody = z.object({ outcome: z.enum(["delivered", "not_delivered"]) });
export const stopBody = z.discriminatedUnion("scope", [
  z.object({ scope: z.literal("all") }),
  z.object({ scope: z.enum(["channel", "branch", "template"]), value: z.string().min(1).max(200) }),
]);
export const idParam = z.object({ id: z.uuid() });
