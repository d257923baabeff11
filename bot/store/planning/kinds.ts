import type { Day } from "../../domain/calendar.ts";
import type { Conduct } from "../../domain/reminders/conduct.ts";
import { bulletDays, type LoanKind } from "../../domain/reminders/plan.ts";
import { sql, type Sql } from "../database.ts";

export interface KindRow {
  branch: string;
  type: string;
  product: string;
  risk_grade: string;
  frequency: string;
  bullet: boolean;
  conduct: Conduct | "";
}

/** What makes the kind of a loan; `b` is its borrower, `l` the loan. */
export const kindColumns = (today: Day): Sql => sql`
  b.branch, b.type, l.product, l.risk_grade, l.frequency, l.instalments = 1 AND l.first_due_on - l.disbursed_on >= ${bulletDays}::int AS bullet,
  coalesce((SELECT c.conduct FROM loan_conduct c WHERE c.loan_id = l.id AND c.until > ${today}::date), '') AS conduct`;

export const kindNames = sql`branch, type, product, risk_grade, frequency, bullet, conduct`;

/** `of` in the order of the list: to be joined with what has a kind. */
export const kindArrays = (of: readonly KindRow[]): Sql => sql`
  ${of.map((k) => k.branch)}::text[], ${of.map((k) => k.type)}::text[], ${of.map((k) => k.product)}::text[], ${of.map((k) => k.risk_grade)}::text[],
  ${of.map((k) => k.frequency)}::text[], ${of.map((k) => k.bullet)}::boolean[], ${of.map((k) => k.conduct)}::text[]`;

/** `k` and `s` are of the same kind. */
export const sameKind = sql`k.branch = s.branch AND k.type = s.type AND k.product = s.product AND k.risk_grade = s.risk_grade AND k.frequency = s.frequency
  AND k.bullet = s.bullet AND k.conduct = s.conduct`;

export const kindOf = (row: KindRow): LoanKind => ({
  branch: row.branch,
  type: row.type,
  product: row.product,
  riskGrade: row.risk_grade,
  frequency: row.frequency,
  bullet: row.bullet,
  conduct: row.conduct === "" ? undefined : row.conduct,
});
