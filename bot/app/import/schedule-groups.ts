import { narrow } from "../../domain/loans/cells.ts";
import { readScheduleRow, type ScheduleRow } from "../../domain/loans/schedule-row.ts";
import { ImportRefused, type BookSource } from "./book-source.ts";
import { readLines, type Line } from "./lines.ts";
import { goodRows, type Session } from "./session.ts";

/** All lines of schedule.csv that name one loan. */
export interface ScheduleGroup {
  readonly loanId: string;
  readonly rows: { line: number; row: ScheduleRow }[];
  /** Some of its lines were bad: the loan keeps what it has. */
  broken: boolean;
}

// No schedule is longer (`no` ends there): a file that repeats one loan for ever is not collected.
const longestSchedule = 1200;
/** A file whose loans do not stand together is sorted in memory up to here. */
const sortedInMemory = 500_000;

/** Notes which loans the file names, and says whether the lines of each stand together. */
export async function surveySchedule(session: Session, source: BookSource): Promise<{ together: boolean }> {
  let rows = 0;
  let together = true;
  let current: string | undefined;
  for await (const lines of readLines("schedule", source, session.map)) {
    for (const { cells } of lines) {
      const loanId = narrow(cells["loan_id"] ?? "");
      rows += 1;
      if (loanId === current) continue;
      current = loanId;
      if (session.scheduled.has(loanId)) together = false;
      session.scheduled.set(loanId);
    }
  }
  if (!together && rows > sortedInMemory) {
    throw new ImportRefused(
      `${source.path}: the lines of one loan must stand together in a file of more than ${String(sortedInMemory)} lines: sort it by loan_id`,
    );
  }
  return { together };
}

/** The file loan by loan, in portions of about one transaction. */
export async function* scheduleGroups(
  session: Session,
  source: BookSource,
  together: boolean,
  batchRows: number,
): AsyncGenerator<{ groups: ScheduleGroup[]; bytes: number }> {
  let open = new Map<string, ScheduleGroup>();
  let current: ScheduleGroup | undefined;
  let bytes = 0;
  let held = 0;
  for await (const lines of readLines("schedule", source, session.map)) {
    for (const line of lines) {
      bytes = line.bytes;
      const loanId = narrow(line.cells["loan_id"] ?? "");
      if (current?.loanId !== loanId) {
        if (together && held >= batchRows) {
          yield { groups: [...open.values()], bytes };
          open = new Map();
          held = 0;
        }
        current = open.get(loanId) ?? { loanId, rows: [], broken: false };
        open.set(loanId, current);
      }
      add(session, current, line);
      held += 1;
    }
  }
  if (open.size > 0) yield { groups: [...open.values()], bytes };
}

function add(session: Session, group: ScheduleGroup, line: Line): void {
  const [read] = goodRows(session, "schedule", [line], ({ cells }) => readScheduleRow(cells));
  if (!read || group.rows.length > longestSchedule) group.broken = true;
  else group.rows.push(read);
  if (read && group.rows.length > longestSchedule) session.tally.schedule.bad += group.rows.splice(longestSchedule).length;
}
