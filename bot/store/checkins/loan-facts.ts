import { daysBetween, type Day } from "../../domain/calendar.ts";
import type { FactValue } from "../../domain/checkins/answer.ts";
import type { TextValues } from "../../domain/checkins/questionnaire.ts";
import { dayText, textLocale } from "../../domain/day-text.ts";
import type { BorrowerId, LoanId } from "../../domain/ids.ts";
import { currency, decimalText, money, moneyText, type Currency } from "../../domain/money.ts";
import { sql, type Tx } from "../database.ts";
import { dayOf } from "../days.ts";

export interface LoanFacts {
  readonly borrowerId: BorrowerId;
  readonly currency: Currency;
  readonly nameSealed: Uint8Array;
  readonly officer: string;
  readonly facts: Readonly<Record<string, FactValue>>;
  /** But for the name, the lender and the officer, which others know. */
  values(locale: string): TextValues;
}

interface Row {
  id: LoanId;
  borrower_id: BorrowerId;
  type: string;
  branch: string;
  name_sealed: Uint8Array;
  officer: string;
  currency: string;
  product: string;
  purpose: string;
  trade: string;
  risk_grade: string;
  principal_minor: bigint;
  disbursed_on: Date;
  instalment_minor: bigint;
  next_due_on: Date | null;
  next_minor: bigint | null;
  instalments_left: number;
  late_since: Date | null;
  late_minor: bigint;
  paid_month_minor: bigint;
  on_time: number | null;
  medians: Readonly<Record<string, number>> | null;
}

/** What a questionnaire's conditions and texts may ask of a loan and its ledger (`loanFacts`), of each on its borrower's own day. */
export async function loanFactsOf(tx: Tx, loans: readonly { readonly id: LoanId; readonly today: Day }[]): Promise<ReadonlyMap<LoanId, LoanFacts>> {
  const rows = await tx.$queryRaw<(Row & { today: Date })[]>(sql`
    SELECT l.id::text, l.borrower_id::text, a.today, b.type, b.branch, b.name_sealed, l.officer, l.currency, l.product, l.purpose, l.trade, l.risk_grade,
      l.principal_minor, l.disbursed_on, l.instalment_minor, n.due_on AS next_due_on, least(n.amount_minor, n.cumulative_minor - l.paid_minor) AS next_minor,
      (SELECT count(*)::int FROM instalment i WHERE i.loan_id = l.id AND i.cumulative_minor > l.paid_minor) AS instalments_left,
      o.late_since, coalesce(o.late_minor, 0)::bigint AS late_minor,
      (SELECT coalesce(sum(p.amount_minor), 0)::bigint FROM payment p WHERE p.loan_id = l.id AND p.paid_on > a.today - 30) AS paid_month_minor,
      (SELECT avg(((SELECT coalesce(sum(p.amount_minor), 0) FROM payment p WHERE p.loan_id = l.id AND p.paid_on <= i.due_on) >= i.cumulative_minor)::int)::float8
        FROM instalment i WHERE i.loan_id = l.id AND i.due_on < a.today) AS on_time,
      -- of its own branch where there are enough, else of all; in no other currency
      (SELECT jsonb_object_agg('median.' || m.fact, m.value) FROM (
        SELECT DISTINCT ON (fact) fact, value FROM checkin_median WHERE trade = l.trade AND branch IN (l.branch, '') AND (unit !~ '^[A-Z]{3}(/|$)' OR starts_with(unit, l.currency))
        ORDER BY fact, branch DESC) m) AS medians
    FROM unnest(${loans.map(({ id }) => id)}::uuid[], ${loans.map(({ today }) => today)}::date[]) AS a(id, today)
    JOIN loan l ON l.id = a.id JOIN borrower b ON b.id = l.borrower_id
    LEFT JOIN LATERAL (SELECT * FROM instalment i WHERE i.loan_id = l.id AND i.cumulative_minor > l.paid_minor AND i.due_on >= a.today ORDER BY i.no LIMIT 1) n ON true
    LEFT JOIN LATERAL (SELECT min(i.due_on) AS late_since, sum(least(i.amount_minor, i.cumulative_minor - l.paid_minor)) AS late_minor
      FROM instalment i WHERE i.loan_id = l.id AND i.cumulative_minor > l.paid_minor AND i.due_on < a.today) o ON true`);
  return new Map(rows.map((row) => [row.id, factsOf(row, dayOf(row.today))]));
}

function factsOf(row: Row, today: Day): LoanFacts {
  const code = currency(row.currency);
  const major = (minor: bigint): number => Number(decimalText(money(minor, code)));
  const next = row.next_due_on && row.next_minor !== null ? { on: dayOf(row.next_due_on), minor: row.next_minor } : undefined;
  return {
    borrowerId: row.borrower_id,
    currency: code,
    nameSealed: row.name_sealed,
    officer: row.officer,
    facts: {
      "borrower.type": row.type,
      currency: code,
      ...words({ product: row.product, purpose: row.purpose, trade: row.trade, branch: row.branch, risk: row.risk_grade }),
      "paid_out.days": daysBetween(dayOf(row.disbursed_on), today),
      principal: major(row.principal_minor),
      ...(next && { "next.amount": major(next.minor), "next.due_on": next.on, "next.days": daysBetween(today, next.on) }),
      "usual.amount": major(row.instalment_minor),
      "instalments.left": row.instalments_left,
      "late.days": row.late_since ? daysBetween(dayOf(row.late_since), today) : 0,
      "late.amount": major(row.late_minor),
      "paid.month": major(row.paid_month_minor),
      ...(row.on_time !== null && { "paid.on_time": row.on_time }),
      ...row.medians,
    },
    values: (locale) => ({
      purpose: row.purpose === "" ? none : row.purpose,
      amount: next ? moneyText(money(next.minor, code), textLocale(locale)) : none,
      due_on: next ? dayText(next.on, locale, today) : none,
      principal: moneyText(money(row.principal_minor, code), textLocale(locale)),
    }),
  };
}

const none = "none";
/** What the lender left empty is not known. */
const words = (all: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(all).filter(([, word]) => word !== ""));
