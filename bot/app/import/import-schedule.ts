import { hash } from "node:crypto";
import { noSchedule } from "../../domain/loans/loan-change.ts";
import type { Instalment } from "../../domain/loans/loan.ts";
import { givenSchedule } from "../../domain/loans/schedule-row.ts";
import { currency } from "../../domain/money.ts";
import type { BookSource } from "./book-source.ts";
import type { Decided, SchedulesState, SchedulesWrite } from "./book-store.ts";
import { batchRows } from "./lines.ts";
import { scheduleGroups, type ScheduleGroup } from "./schedule-groups.ts";
import { entry, type Session } from "./session.ts";

/** Reads schedule.csv: the lines of a loan replace all instalments it has. */
export async function importSchedule(session: Session, source: BookSource, together: boolean): Promise<void> {
  for await (const { groups, bytes } of scheduleGroups(session, source, together, batchRows)) {
    const { deps, mode, tally } = session;
    const outcome = await deps.book.changeSchedules(
      groups.map((group) => group.loanId),
      mode,
      (state) => decideSchedules(session, groups, state),
    );
    tally.schedule.replaced += outcome.replaced;
    tally.schedule.unchanged += outcome.unchanged;
    tally.schedule.unknownLoan += outcome.unknownLoan;
    for (const { group, line, column, value, reason } of outcome.refused) {
      tally.schedule.bad += group.rows.length;
      tally.problem("schedule", line, { column, reason, severity: "bad", ...(value === undefined ? {} : { value }) });
    }
    session.onProgress({ file: "schedule", bytes, totalBytes: source.bytes });
  }
}

interface Outcome {
  replaced: number;
  unchanged: number;
  unknownLoan: number;
  readonly refused: { group: ScheduleGroup; line: number; column: string; value?: string | undefined; reason: string }[];
}

/** What the given schedules of some loans change. */
export function decideSchedules(session: Session, groups: readonly ScheduleGroup[], state: SchedulesState): Decided<SchedulesWrite, Outcome> {
  const { deps, now } = session;
  const outcome: Outcome = { replaced: 0, unchanged: 0, unknownLoan: 0, refused: [] };
  const schedules: SchedulesWrite["schedules"][number][] = [];
  const log: SchedulesWrite["log"][number][] = [];
  for (const group of groups) {
    const first = group.rows[0]?.line ?? 0;
    const loan = state.loans.get(group.loanId);
    const code = loan?.currency ?? newLoanCurrency(session, group.loanId);
    if (group.rows.length === 0) continue;
    if (group.broken) {
      outcome.refused.push({
        group,
        line: first,
        column: "loan_id",
        value: group.loanId,
        reason: "another line of this loan is bad: none of its lines was taken",
      });
      continue;
    }
    if (code === undefined) {
      outcome.unknownLoan += 1;
      outcome.refused.push({ group, line: first, column: "loan_id", value: group.loanId, reason: "no such loan" });
      continue;
    }
    const given = givenSchedule(
      group.rows.map(({ row }) => row),
      code,
    );
    if (given.status === "bad") {
      const { column = "loan_id", value, reason } = given.problem;
      outcome.refused.push({ group, line: group.rows[given.index]?.line ?? first, column, value, reason });
      continue;
    }
    const made = givenHash(given.instalments);
    if (loan?.scheduleHash === made) {
      outcome.unchanged += 1;
      continue;
    }
    outcome.replaced += 1;
    if (!loan) continue; // a dry run: the loan would be new
    schedules.push({ loan, hash: made, instalments: given.instalments });
    if (loan.scheduleHash !== noSchedule) {
      log.push(entry(deps, now, "loan.rescheduled", loan.borrowerId, { loan: loan.id, from: loan.scheduleHash, to: made }));
    }
  }
  if (schedules.length === 0) return { result: outcome };
  const digest = hash("sha256", JSON.stringify(groups.map(({ rows }) => rows)), "hex");
  log.push(entry(deps, now, "import.schedule", null, { loans: groups.length, replaced: outcome.replaced, sha256: digest }));
  return { result: outcome, write: { schedules, log } };
}

const givenHash = (instalments: readonly Instalment[]): string =>
  `given ${hash("sha256", instalments.map(({ no, dueOn, amountMinor }) => `${String(no)} ${dueOn} ${String(amountMinor)}`).join("\n"), "hex")}`;

/** Of a loan that a dry run has seen in loans.csv and not written. */
export function newLoanCurrency(session: Session, loanId: string): ReturnType<typeof currency> | undefined {
  if (session.mode === "write") return undefined;
  const code = session.currencies[(session.loans.get(loanId)?.[1] ?? 0) - 1];
  return code === undefined ? undefined : currency(code);
}
