import type { Due } from "../../app/dispatch/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, TouchId } from "../../domain/ids.ts";
import { outstanding } from "../../domain/loans/loan.ts";
import { endingOf } from "../../domain/notices/notice.ts";
import type { TouchFacts } from "../../domain/policy/gate.ts";
import { sql, type Tx } from "../database.ts";
import { dayOf, instantOf } from "../days.ts";

/** A planned reminder with its instalment and loan. */
export type TouchRow = TouchFacts & {
  readonly id: TouchId;
  readonly borrowerId: BorrowerId;
  readonly channel: string;
  readonly template: string;
  readonly attempts: number;
  readonly priority: number;
  readonly product: string;
  /** Of the contract. */
  readonly ending: string;
  readonly currency: string;
  readonly tellMinor: bigint | undefined;
};

/**
 * Those of the touches that are reminders and due. FOR SHARE of the loan: a payment that is posted later comes after
 * this message. One whose loan is being written at this moment is missing: its writer may wait for a borrower that
 * this transaction holds.
 */
export async function reminderRows(tx: Tx, ids: readonly TouchId[], now: Instant): Promise<ReadonlyMap<string, TouchRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<TouchSql[]>(sql`
    ${touchColumns}
    WHERE t.id = ANY(${[...ids]}::uuid[]) AND t.kind = 'reminder' AND t.state = 'planned' AND t.due_at <= ${toDate(now)} FOR SHARE OF l SKIP LOCKED`);
  return new Map(rows.map((row) => [row.id, touchOf(row)]));
}

/** To be followed by WHERE; `l` is the loan. */
export const touchColumns = sql`
    SELECT t.id::text, t.borrower_id::text, l.external_id, l.product, t.priority, t.stage, t.due_on, t.planned_on, t.instalment_no, t.expires_at, t.due_at, t.channel, t.template,
           t.attempts, t.loan_id::text, l.status, l.paid_minor, l.amount_due_minor, l.currency, l.ledger_as_of, i.amount_minor, i.cumulative_minor,
           (SELECT min(o.no) FROM instalment o WHERE o.loan_id = l.id AND o.cumulative_minor > l.paid_minor) AS oldest_open,
           t.follows_because, first.state IN ('delivered', 'read') AS first_arrived,
           EXISTS (SELECT 1 FROM message heard WHERE heard.borrower_id = t.borrower_id AND heard.direction = 'in' AND heard.created_at > first.claimed_at) AS first_answered
    FROM touch t JOIN loan l ON l.id = t.loan_id
    LEFT JOIN touch followed ON followed.id = t.follows_id LEFT JOIN message first ON first.id = followed.message_id
    LEFT JOIN instalment i ON i.loan_id = t.loan_id AND i.no = t.instalment_no AND i.due_on = t.due_on`;

export function touchOf(r: TouchSql): TouchRow {
  const known = r.amount_minor !== null && r.cumulative_minor !== null;
  return {
    id: r.id as TouchId,
    borrowerId: r.borrower_id,
    channel: r.channel,
    template: r.template,
    attempts: r.attempts,
    priority: r.priority,
    product: r.product,
    ending: endingOf(r.external_id),
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

export interface TouchSql {
  id: string;
  borrower_id: BorrowerId;
  external_id: string;
  product: string;
  priority: number;
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
