import type { ReportBody } from "../../app/reports/ports.ts";
import { dayIn, daysBetween, plus, dayMs, toDate, type Instant } from "../../domain/calendar.ts";
import { outstanding } from "../../domain/loans/loan.ts";
import { currency, decimalText, money } from "../../domain/money.ts";
import type { Desk } from "../console/desk.ts";
import { dayOf, instantOf } from "../days.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import { openText } from "../seal.ts";
import { runViews } from "../checkin-results/run-views.ts";
import type { ShownVersions } from "../checkin-results/shown-versions.ts";

/** What a report looks back on: a quarter's rounds, and a little more where they ran late. */
const backMs = 120 * dayMs;

interface LoanRow {
  id: string;
  externalId: string;
  product: string;
  purpose: string;
  currency: string;
  principalMinor: bigint;
  paidMinor: bigint;
  disbursedOn: Date;
  ledgerAsOf: Date | null;
}

/** Facts only, as they stand at that moment: what they mean is for the officer to write. */
export async function draftOf(desk: Desk, versions: ShownVersions, borrower: LockedBorrower, loan: LoanRow, now: Instant): Promise<ReportBody["drafted"]> {
  const { tx } = desk;
  const since = toDate(plus(now, -backMs));
  const on = (at: Date): string => dayIn(instantOf(at), borrower.zone);
  const runs = await tx.checkinRun.findMany({
    where: { loanId: loan.id, offeredAt: { gte: since } },
    orderBy: { offeredAt: "desc" },
    take: 12,
    select: { id: true },
  });
  const views = await runViews(
    desk,
    versions,
    runs.map(({ id }) => id),
  );
  const documents = await tx.documentRequest.findMany({ where: { borrowerId: borrower.id, askedAt: { gte: since } }, orderBy: { askedAt: "desc" }, take: 20 });
  const visits = await tx.visitTask.findMany({ where: { loanId: loan.id, createdAt: { gte: since } }, orderBy: { createdAt: "desc" }, take: 20 });
  const { externalId } = await tx.borrower.findUniqueOrThrow({ where: { id: borrower.id }, select: { externalId: true } });
  return {
    borrower: { externalId, name: borrower.name },
    loan: await loanFacts(desk, loan, dayIn(now, borrower.zone)),
    checkins: views.map((run) => ({
      questionnaire: run.questionnaire,
      phase: run.phase,
      at: run.offeredAt === null ? "" : dayIn(run.offeredAt, borrower.zone),
      answers: run.answers.flatMap(({ asked, text, question }) => (text ? [{ asked: asked ?? { "zh-CN": question, en: question }, text }] : [])),
      notes: run.notes.flatMap(({ note }) => note ?? []),
    })),
    documents: documents.map(({ kind, state, how, decidedBy, decidedAt, askedAt }) => ({ kind, state, how, by: decidedBy, at: on(decidedAt ?? askedAt) })),
    visits: visits.map((row) => ({
      questionnaire: row.questionnaire,
      state: row.state,
      by: row.endedBy,
      at: on(row.endedAt ?? row.createdAt),
      note: row.noteSealed ? openText(borrower.key, `visit_task.note/${row.id}`, row.noteSealed) : null,
    })),
  };
}

async function loanFacts({ tx }: Desk, loan: LoanRow, today: ReturnType<typeof dayIn>): Promise<ReportBody["drafted"]["loan"]> {
  const of = currency(loan.currency);
  const instalments = await tx.instalment.findMany({ where: { loanId: loan.id }, orderBy: { no: "asc" } });
  const late = instalments
    .map((row) => ({ dueOn: dayOf(row.dueOn), openMinor: outstanding(row, loan.paidMinor) }))
    .filter(({ dueOn, openMinor }) => dueOn < today && openMinor > 0n);
  // "CNY 24,099.00": the same words in either language, and for ever.
  const text = (minor: bigint): string => `${of} ${decimalText(money(minor, of)).replace(/\B(?=(?:\d{3})+(?:\.|$))/g, ",")}`;
  return {
    externalId: loan.externalId,
    product: loan.product,
    purpose: loan.purpose,
    currency: of,
    principal: text(loan.principalMinor),
    paid: text(loan.paidMinor),
    overdue: text(late.reduce((sum, { openMinor }) => sum + openMinor, 0n)),
    daysPastDue: late[0] ? daysBetween(late[0].dueOn, today) : 0,
    disbursedOn: dayOf(loan.disbursedOn),
    ledgerAsOf: loan.ledgerAsOf && dayOf(loan.ledgerAsOf),
  };
}
