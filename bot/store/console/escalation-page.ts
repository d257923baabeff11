import type { ScopedLook } from "../../app/console/ports.ts";
import type { EscalationView, EvidenceView } from "../../app/console/views.ts";
import { dayIn, type Zone } from "../../domain/calendar.ts";
import { instantOf, instantOrNull } from "../days.ts";
import { chatLine } from "./chat-line.ts";
import type { Desk } from "./desk.ts";
import { escalationRow } from "./escalation-rows.ts";
import { correctionsOf } from "./corrections.ts";
import { logLooks } from "./looks.ts";
import { loanView, loansOf, owed } from "./ledger.ts";
import { peopleOf, type People } from "./people.ts";
import { seenBorrower } from "./seen.ts";
import { promiseView } from "./promise-view.ts";

/** The newest of each: whoever writes and writes makes a case's evidence as long as they like; the rest is in the conversation. */
const mostShown = 50;

export async function escalationPage(desk: Desk, id: string, look: ScopedLook): Promise<EscalationView | undefined> {
  const { tx } = desk;
  const found = await tx.escalation.findUnique({
    where: { id },
    include: { evidence: { orderBy: { at: "desc" }, take: mostShown }, alerts: { orderBy: { at: "desc" }, take: mostShown } },
  });
  if (!found || !(await tx.borrower.findFirst({ where: { AND: [{ id: found.borrowerId }, seenBorrower(look.sees)] }, select: { id: true } }))) return undefined;
  const people = await peopleOf(desk, [found.borrowerId]);
  const today = dayIn(look.at, people.person(found.borrowerId).zone as Zone);
  const loans = await loansOf(tx, found.borrowerId);
  const loan = loans.find((each) => each.id === found.loanId)?.externalId ?? null;
  await logLooks(desk, look, "escalation", [found.borrowerId]);
  return {
    ...escalationRow(
      {
        id,
        borrower_id: found.borrowerId,
        loan,
        branch: found.branch,
        officer: found.officer,
        reason: found.reason,
        severity: found.severity,
        state: found.state,
        opened_at: found.openedAt,
        due_at: found.dueAt,
        acknowledged_by: found.acknowledgedBy,
        resolved_at: found.resolvedAt,
      },
      people,
    ),
    acknowledgedAt: instantOrNull(found.acknowledgedAt),
    resolvedBy: found.resolvedBy,
    resolutionCode: found.resolutionCode,
    note: people.read(found.borrowerId, `escalation.note/${id}`, found.noteSealed),
    owed: owed(loans.map((each) => loanView(each, today))),
    evidence: await evidenceOf(desk, found.evidence, people),
    alerts: found.alerts.map((alert) => ({
      id: alert.id,
      at: instantOf(alert.at),
      step: alert.step,
      toRole: alert.toRole,
      toOfficer: alert.toOfficer,
      channel: alert.channel,
      state: alert.state,
      attempts: alert.attempts,
      errorCode: alert.errorCode,
    })),
  };
}

interface EvidenceRow {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly refId: string | null;
}

async function evidenceOf({ tx }: Desk, rows: readonly EvidenceRow[], people: People): Promise<EvidenceView[]> {
  const refs = (kind: string): string[] => rows.flatMap((row) => (row.kind === kind && row.refId !== null ? [row.refId] : []));
  const messages = new Map((await tx.message.findMany({ where: { id: { in: refs("message") } } })).map((row) => [row.id, row]));
  const corrections = await correctionsOf(tx, [...messages.keys()]);
  const promises = new Map((await tx.promiseToPay.findMany({ where: { id: { in: refs("promise") } } })).map((row) => [row.id, row]));
  const touches = new Map((await tx.touch.findMany({ where: { id: { in: refs("touch") } }, select: { id: true, stage: true } })).map((row) => [row.id, row]));
  const loans = await tx.loan.findMany({ where: { id: { in: [...promises.values()].map((row) => row.loanId) } }, select: { id: true, externalId: true } });
  const loanIds = new Map(loans.map((loan) => [loan.id, loan.externalId]));
  return rows.map((row) => {
    const ref = row.refId ?? "";
    const message = messages.get(ref);
    const promise = promises.get(ref);
    return {
      id: row.id,
      at: instantOf(row.at),
      kind: row.kind,
      line: message ? chatLine(message, people, corrections.get(message.id)) : null,
      promise: promise ? promiseView(promise, loanIds) : null,
      stage: touches.get(ref)?.stage ?? null,
    };
  });
}
