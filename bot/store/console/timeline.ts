import type { TimelineItem } from "../../app/console/views.ts";
import { currency, money } from "../../domain/money.ts";
import { dayOf, instantOf } from "../days.ts";
import type { HoldRow } from "./hold-row.ts";
import type { Desk } from "./desk.ts";
import { reasonsOf } from "./reasons.ts";

interface PromiseRow {
  readonly id: string;
  readonly loanId: string;
  readonly instalmentNo: number;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly promisedOn: Date;
  readonly state: string;
  readonly confirmedAt: Date;
  readonly decidedAt: Date | null;
}

interface Known {
  readonly loanIds: ReadonlyMap<string, string>;
  readonly promises: readonly PromiseRow[];
  readonly holds: readonly HoldRow[];
}

/** A year of a monthly loan; older ones are in the log. */
const mostItems = 150;

/** What happened with a borrower, newest first, whoever did it. */
export async function timelineOf({ tx }: Desk, borrowerId: string, { loanIds, promises, holds }: Known): Promise<TimelineItem[]> {
  const where = { borrowerId };
  const statuses = await tx.statusUpdate.findMany({ where, orderBy: { at: "desc" }, take: mostItems });
  const touches = await tx.touch.findMany({ where: { borrowerId, decidedAt: { not: null } }, orderBy: { decidedAt: "desc" }, take: mostItems });
  const escalations = await tx.escalation.findMany({ where, orderBy: { openedAt: "desc" }, take: mostItems });
  const arrangements = await tx.arrangement.findMany({ where, orderBy: { proposedAt: "desc" }, take: mostItems });
  const about = (row: { loanId: string | null; instalmentNo?: number | null }): { loan: string | null; instalmentNo: number | null } => ({
    loan: row.loanId === null ? null : (loanIds.get(row.loanId) ?? null),
    instalmentNo: row.instalmentNo ?? null,
  });
  const items: TimelineItem[] = [
    ...statuses.map((row): TimelineItem => ({ kind: "status", id: row.id, at: instantOf(row.at), ...about(row), what: row.kind })),
    ...touches.flatMap((row): TimelineItem[] =>
      row.decidedAt === null || row.decision === null
        ? []
        : [
            {
              kind: "touch",
              id: row.id,
              at: instantOf(row.decidedAt),
              ...about(row),
              what: row.state,
              touch: row.kind,
              stage: row.stage,
              decision: row.decision,
              reasons: reasonsOf(row.reasons),
            },
          ],
    ),
    ...promises.flatMap((row): TimelineItem[] => {
      const promise = { kind: "promise" as const, ...about(row), amount: money(row.amountMinor, currency(row.currency)), on: dayOf(row.promisedOn) };
      const made: TimelineItem = { ...promise, id: row.id, at: instantOf(row.confirmedAt), what: "made" };
      return row.decidedAt === null ? [made] : [made, { ...promise, id: `${row.id}:decided`, at: instantOf(row.decidedAt), what: row.state }];
    }),
    ...escalations.flatMap((row): TimelineItem[] => {
      const item = { kind: "escalation" as const, ...about(row), reason: row.reason, escalationId: row.id };
      const opened: TimelineItem = { ...item, id: row.id, at: instantOf(row.openedAt), what: "opened", by: null };
      return [
        opened,
        ...(row.acknowledgedAt
          ? [{ ...item, id: `${row.id}:acknowledged`, at: instantOf(row.acknowledgedAt), what: "acknowledged" as const, by: row.acknowledgedBy }]
          : []),
        ...(row.resolvedAt ? [{ ...item, id: `${row.id}:resolved`, at: instantOf(row.resolvedAt), what: "resolved" as const, by: row.resolvedBy }] : []),
      ];
    }),
    ...arrangements.flatMap((row) => arrangementItems(row, about(row))),
    ...holds.flatMap((row): TimelineItem[] => {
      const item = { kind: "hold" as const, ...about(row), reason: row.reason };
      const set: TimelineItem = { ...item, id: row.id, at: instantOf(row.from), what: "set", by: null };
      return row.liftedAt === null ? [set] : [set, { ...item, id: `${row.id}:lifted`, at: instantOf(row.liftedAt), what: "lifted", by: row.liftedBy }];
    }),
  ];
  return items.toSorted((a, b) => b.at - a.at).slice(0, mostItems);
}

/** The application and what became of it; its terms are those that hold now. */
function arrangementItems(row: ArrangementRow, about: Pick<TimelineItem, "loan" | "instalmentNo">): TimelineItem[] {
  const terms = { amount: money(row.amountMinor, currency(row.currency)), parts: row.parts, firstOn: dayOf(row.firstOn), arrangementId: row.id };
  const item = (what: string, at: Date | null): TimelineItem[] =>
    at === null ? [] : [{ kind: "arrangement", ...about, ...terms, id: `${row.id}:${what}`, at: instantOf(at), what }];
  return [
    ...item("proposed", row.proposedAt),
    ...item("approved", row.approvedAt),
    ...item("agreed", row.agreedAt),
    // booked, kept and broken end what was agreed; the rest ends what was not
    ...item(row.state, row.endedAt),
  ];
}

interface ArrangementRow {
  readonly id: string;
  readonly state: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly parts: number;
  readonly firstOn: Date;
  readonly proposedAt: Date;
  readonly approvedAt: Date | null;
  readonly agreedAt: Date | null;
  readonly endedAt: Date | null;
}
