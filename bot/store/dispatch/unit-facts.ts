import { z } from "zod";
import type { Due, DueUnit, UnitFacts } from "../../app/dispatch/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, ContactPointId } from "../../domain/ids.ts";
import { outstanding } from "../../domain/loans/loan.ts";
import type { Stop, TouchFacts } from "../../domain/policy/gate.ts";
import { consentsOf } from "../consents.ts";
import { sql, type Tx } from "../database.ts";
import { dayOf, instantOf } from "../days.ts";
import { activeHolds } from "../holds.ts";
import { identityAsked } from "../identity-asked.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import type { Vault } from "../vault.ts";
import { noticeRow, type NoticeRow } from "./notice-row.ts";
import { policiesInForce } from "../policies-in-force.ts";
import { openHours } from "../preference.ts";
import { answeredAt, noneRecent, recentContacts } from "../recent-contacts.ts";
import { openText } from "../seal.ts";

/** Reads all that the gate and the template need; undefined where the unit is no longer due. */
export async function unitFacts(tx: Tx, vault: Vault, unit: DueUnit, borrower: LockedBorrower, now: Instant): Promise<UnitFacts | undefined> {
  const said = unit.kind === "touch" ? await noticeRow({ tx, vault }, unit.id, borrower, now) : undefined;
  const { row, touch } = said
    ? noticeUnit(said)
    : unit.kind === "touch"
      ? await touchRow(tx, unit.id, now)
      : { row: await messageRow(tx, unit.id, borrower, now), touch: undefined };
  if (!row) return undefined;
  const contact = await contactPoint(tx, borrower, row.channel, row.contactPointId);
  const { goLiveAt, restoredAt } = await tx.installation.findUniqueOrThrow({ where: { id: 1 }, select: { goLiveAt: true, restoredAt: true } });
  return {
    borrower: { id: borrower.id, locale: borrower.locale, zone: borrower.zone, name: borrower.name },
    contact: contact && { id: contact.id, address: contact.address, verified: contact.state === "verified" },
    attempts: row.attempts,
    template: row.template,
    params: row.params,
    ...(said && { notice: said.notice }),
    ...dueOf(touch),
    whose: {
      zone: borrower.zoneKnown ? borrower.zone : undefined,
      branch: borrower.branch,
      type: borrower.type,
      products: touch ? [touch.product] : await openProducts(tx, borrower.id),
    },
    policiesInForce: await policiesInForce(tx),
    gate: {
      now,
      zone: borrower.zone,
      textClass: row.textClass,
      channel: row.channel,
      branch: borrower.branch,
      contact: contact && { id: contact.id, open: contact.state !== "closed", identityAsked: (await identityAsked(tx, [borrower.id])).get(contact.id) ?? 0 },
      goLiveAt: instantOf(goLiveAt),
      ...(restoredAt && { restoredAt: instantOf(restoredAt) }),
      ...(row.dueAt !== undefined && { dueAt: row.dueAt }),
      ...(row.priority !== undefined && { priority: row.priority }),
      ...(touch && { touch }),
      ...(said && { notice: said.facts, purpose: said.purpose }),
      holds: await activeHolds(tx, borrower.id, now),
      stops: await stopsSet(tx),
      ...(await wishes(tx, borrower)),
      ...(row.textClass === "initiating" ? await contactsSoFar(tx, borrower, now) : { initiatedAt: [] }),
    },
  };
}

const noticeUnit = ({ channel, template, attempts }: NoticeRow): { row: UnitRow; touch: undefined } => ({
  row: { channel, contactPointId: null, template, params: {}, textClass: "initiating", attempts },
  touch: undefined,
});

interface UnitRow {
  readonly channel: string;
  readonly contactPointId: string | null;
  readonly template: string;
  readonly params: Record<string, string | number>;
  readonly textClass: "initiating" | "response" | "acknowledgement";
  readonly attempts: number;
  readonly dueAt?: Instant;
  readonly priority?: number;
}

export const dueOf = (touch: TouchRow | undefined): { due?: Due } =>
  touch?.outstandingMinor === undefined
    ? {}
    : {
        due: {
          amountMinor: touch.tellMinor ?? touch.outstandingMinor,
          currency: touch.currency,
          dueOn: touch.dueOn,
          ...(touch.tellMinor !== undefined && { wholeLoan: true }),
        },
      };

type TouchRow = TouchFacts & { readonly product: string; readonly currency: string; readonly tellMinor: bigint | undefined };

async function touchRow(tx: Tx, id: string, now: Instant): Promise<{ row: UnitRow | undefined; touch: TouchRow | undefined }> {
  // FOR SHARE of the loan: a payment that is being posted is waited for, one posted later comes after this message.
  const [r] = await tx.$queryRaw<TouchSql[]>(sql`
    ${touchColumns}
    WHERE t.id = ${id}::uuid AND t.kind = 'reminder' AND t.state = 'planned' AND t.due_at <= ${toDate(now)} FOR SHARE OF l`);
  if (!r) return { row: undefined, touch: undefined };
  return {
    row: { channel: r.channel, contactPointId: null, template: r.template, params: {}, textClass: "initiating", attempts: r.attempts, priority: r.priority },
    touch: touchOf(r),
  };
}

/** To be followed by WHERE; `l` is the loan. */
export const touchColumns = sql`
    SELECT l.product, t.priority, t.stage, t.due_on, t.planned_on, t.instalment_no, t.expires_at, t.due_at, t.channel, t.template, t.attempts, t.loan_id::text,
           l.status, l.paid_minor, l.amount_due_minor, l.currency, l.ledger_as_of, i.amount_minor, i.cumulative_minor,
           (SELECT min(o.no) FROM instalment o WHERE o.loan_id = l.id AND o.cumulative_minor > l.paid_minor) AS oldest_open, t.id::text,
           t.follows_because, first.state IN ('delivered', 'read') AS first_arrived,
           EXISTS (SELECT 1 FROM message heard WHERE heard.borrower_id = t.borrower_id AND heard.direction = 'in' AND heard.created_at > first.claimed_at) AS first_answered
    FROM touch t JOIN loan l ON l.id = t.loan_id
    LEFT JOIN touch followed ON followed.id = t.follows_id LEFT JOIN message first ON first.id = followed.message_id
    LEFT JOIN instalment i ON i.loan_id = t.loan_id AND i.no = t.instalment_no AND i.due_on = t.due_on`;

export function touchOf(r: TouchSql): TouchRow {
  const known = r.amount_minor !== null && r.cumulative_minor !== null;
  return {
    product: r.product,
    stage: r.stage,
    dueOn: dayOf(r.due_on),
    plannedOn: dayOf(r.planned_on),
    loanId: r.loan_id,
    instalmentNo: r.instalment_no,
    expiresAt: instantOf(r.expires_at),
    dueAt: instantOf(r.due_at),
    loanOpen: r.status === "open",
    outstandingMinor: known ? outstanding({ amountMinor: r.amount_minor ?? 0n, cumulativeMinor: r.cumulative_minor ?? 0n }, r.paid_minor) : undefined,
    ledgerAsOf: instantOf(r.ledger_as_of),
    currency: r.currency,
    ...(r.follows_because && { follows: { because: r.follows_because, arrived: r.first_arrived === true, answered: r.first_answered } }),
    // The lender's own figure (fees, penalties) speaks for the whole of what is overdue: told with the oldest only.
    tellMinor: r.stage > 0 && r.oldest_open === r.instalment_no ? (r.amount_due_minor ?? undefined) : undefined,
  };
}

export interface TouchSql {
  product: string;
  priority: number;
  id: string;
  stage: number;
  due_on: Date;
  planned_on: Date;
  instalment_no: number;
  expires_at: Date;
  due_at: Date;
  channel: string;
  template: string;
  attempts: number;
  loan_id: string;
  status: string;
  paid_minor: bigint;
  amount_due_minor: bigint | null;
  currency: string;
  ledger_as_of: Date;
  amount_minor: bigint | null;
  cumulative_minor: bigint | null;
  oldest_open: number | null;
  follows_because: "undelivered" | "unanswered" | null;
  first_arrived: boolean | null;
  first_answered: boolean;
}

const paramsForm = z.record(z.string(), z.union([z.string(), z.number()]));
const textClassForm = z.enum(["initiating", "response", "acknowledgement"]);

async function messageRow(tx: Tx, id: string, borrower: LockedBorrower, now: Instant): Promise<UnitRow | undefined> {
  const m = await tx.message.findFirst({ where: { id, state: "queued", dueAt: { lte: toDate(now) } } });
  if (!m?.template) return undefined;
  const params = m.paramsSealed ? paramsForm.parse(JSON.parse(openText(borrower.key, `message.params/${id}`, m.paramsSealed))) : {};
  return {
    channel: m.channel,
    contactPointId: m.contactPointId,
    template: m.template,
    params,
    textClass: textClassForm.parse(m.textClass),
    attempts: m.attempts,
    ...(m.dueAt && { dueAt: instantOf(m.dueAt) }),
  };
}

async function contactPoint(
  tx: Tx,
  borrower: LockedBorrower,
  channel: string,
  id: string | null,
): Promise<{ id: ContactPointId; address: string; state: string } | undefined> {
  const found = await tx.contactPoint.findFirst({
    where: { borrowerId: borrower.id, channel, ...(id !== null && { id }) },
    // An open point before a closed one ("closed" sorts first), the newest of them.
    orderBy: [{ state: "desc" }, { createdAt: "desc" }],
  });
  if (!found) return undefined;
  return { id: found.id as ContactPointId, address: openText(borrower.key, `contact_point.address/${found.id}`, found.addressSealed), state: found.state };
}

async function stopsSet(tx: Tx): Promise<Stop[]> {
  // Shared with every dispatch, exclusive to whoever presses the red button: pressing it waits for what is under way.
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock_shared(${stopLock})`);
  const rows = await tx.stop.findMany({ where: { liftedAt: null }, select: { scope: true, value: true } });
  return rows.map((row) => ({ scope: scopeForm.parse(row.scope), ...(row.value !== null && { value: row.value }) }));
}

/** Key of the advisory lock under which the red button is pressed. */
export const stopLock = 7_201_101;
const scopeForm = z.enum(["all", "channel", "branch", "template"]);

async function contactsSoFar(tx: Tx, borrower: LockedBorrower, now: Instant): Promise<Pick<UnitFacts["gate"], "initiatedAt" | "contacts" | "answeredAt">> {
  const recent = (await recentContacts(tx, [borrower.id], now)).get(borrower.id) ?? noneRecent;
  const answered = answeredAt(borrower.lastInboundAt, recent);
  return { initiatedAt: recent.initiatedAt, contacts: recent.contacts, ...(answered !== undefined && { answeredAt: answered }) };
}

/** What the borrower agreed to, refused and asked for. */
async function wishes(tx: Tx, { id, key, preferredHoursSealed }: LockedBorrower): Promise<Pick<UnitFacts["gate"], "consents" | "preference">> {
  const preference = openHours(key, id, preferredHoursSealed);
  return { consents: (await consentsOf(tx, [id])).get(id) ?? [], ...(preference && { preference }) };
}

/** Of a text that is about no loan: the strictest of all that they have. */
async function openProducts(tx: Tx, borrower: BorrowerId): Promise<string[]> {
  const rows = await tx.loan.findMany({ where: { borrowerId: borrower, status: "open" }, select: { product: true }, distinct: ["product"] });
  return rows.map(({ product }) => product);
}
