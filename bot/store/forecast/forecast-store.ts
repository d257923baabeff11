import { z } from "zod";
import type { ForecastBorrower, ForecastInstalment, ForecastStore, KnownTouch } from "../../app/forecast/ports.ts";
import { dayIn, zone, type Day, type Instant, type Zone } from "../../domain/calendar.ts";
import type { BorrowerId, ContactPointId, LoanId } from "../../domain/ids.ts";
import { outstanding } from "../../domain/loans/loan.ts";
import { gateRules } from "../../domain/policy/gate.ts";
import { consentsOf } from "../consents.ts";
import { sql, type Database } from "../database.ts";
import { dateOf, dayOf, instantOf } from "../days.ts";
import { activeHoldsOf } from "../holds.ts";
import type { Labels } from "../../domain/shared/which-person.ts";
import { sharedLabels } from "../shared/sharers.ts";
import { identityAsked } from "../identity-asked.ts";
import { kindColumns, kindOf, type KindRow } from "../planning/kinds.ts";
import { openHours } from "../preference.ts";
import { answeredAt, noneRecent, recentContacts } from "../recent-contacts.ts";
import { openText } from "../seal.ts";
import type { Vault } from "../vault.ts";

const pageSize = 1_000;
/** What is known of a loan ends by the day; a few hours are nothing. */
const anyZone = zone("UTC");

export function createForecastStore(database: Database, vault: Vault): ForecastStore {
  return {
    async *borrowers(range, now) {
      for (let after = ""; ;) {
        // Pages over the index alone; a join here would be planned anew over the whole book for each page.
        const page = await database.$queryRaw<{ id: BorrowerId; external_id: string }[]>(
          sql`SELECT id::text, external_id FROM borrower WHERE external_id > ${after} ORDER BY external_id LIMIT ${pageSize}`,
        );
        const instalments = await openInstalments(
          database,
          page.map((row) => row.id),
          range,
          dayIn(now, anyZone),
        );
        if (instalments.size > 0) yield* await readPage(database, vault, instalments, range, now);
        if (page.length < pageSize) return;
        after = page.at(-1)?.external_id ?? after;
      }
    },
    async stops() {
      const rows = await database.stop.findMany({ where: { liftedAt: null } });
      return rows.map((row) => ({ scope: scopeForm.parse(row.scope), ...(row.value !== null && { value: row.value }) }));
    },
  };
}

const scopeForm = z.enum(["all", "channel", "branch", "template"]);
const reasonsForm = z.array(z.object({ rule: z.enum(gateRules), detail: z.string().exactOptional(), pack: z.string().exactOptional() }));
const decisionForm = z.enum(["send", "defer", "suppress"]);

async function readPage(
  database: Database,
  vault: Vault,
  instalments: ReadonlyMap<BorrowerId, ForecastInstalment[]>,
  range: { from: Day; to: Day },
  now: Instant,
): Promise<ForecastBorrower[]> {
  const ids = [...instalments.keys()];
  const keys = await vault.keysOf(database, ids);
  const borrowers = await database.borrower.findMany({ where: { id: { in: ids } }, include: { contactPoints: true }, orderBy: { externalId: "asc" } });
  const touches = await database.touch.findMany({ where: { borrowerId: { in: ids }, dueOn: { gte: dateOf(range.from), lte: dateOf(range.to) } } });
  const recent = await recentContacts(database, ids, now);
  const consents = await consentsOf(database, ids);
  const holds = await activeHoldsOf(database, ids, now);
  const asked = await identityAsked(database, ids);
  const points = borrowers.flatMap(({ contactPoints }) => contactPoints.flatMap((one) => (one.state === "closed" ? [] : [one.id])));
  const shared = await sharedLabels(database, vault, points);
  const touchesOf = grouped(touches);
  const read: ForecastBorrower[] = [];
  for (const row of borrowers) {
    const id = row.id as BorrowerId;
    const key = keys.get(id);
    // Erased: nobody is there to be written to.
    if (!key) continue;
    const [point] = row.contactPoints
      .filter((one) => one.state !== "closed")
      .toSorted(
        (a, b) =>
          Number(b.channel === row.preferredChannel) - Number(a.channel === row.preferredChannel) ||
          Number(a.channel === "sms") - Number(b.channel === "sms") ||
          b.createdAt.getTime() - a.createdAt.getTime(),
      );
    read.push({
      id,
      borrower: row.externalId,
      name: openText(key, `borrower.name/${id}`, row.nameSealed),
      locale: row.preferredLocale ?? row.locale,
      zone: row.zone as Zone,
      branch: row.branch,
      type: row.type,
      contact: point && {
        id: point.id as ContactPointId,
        channel: point.channel,
        verified: point.state === "verified" && !shared.has(point.id),
        ...labelled(shared.get(point.id)),
        identityAsked: asked.get(point.id) ?? 0,
      },
      holds: holds.get(id) ?? [],
      ...contactsOf(row, recent.get(id)),
      zoneKnown: row.zoneKnown,
      consents: consents.get(id) ?? [],
      ...preferenceOf(key, id, row.preferredHoursSealed),
      instalments: instalments.get(id) ?? [],
      known: new Map((touchesOf.get(id) ?? []).map((touch) => [touch.key, knownTouch(touch)])),
    });
  }
  return read;
}

function contactsOf(
  { lastInboundAt }: { readonly lastInboundAt: Date | null },
  recent = noneRecent,
): Pick<ForecastBorrower, "initiatedAt" | "contacts" | "answeredAt"> {
  const answered = answeredAt(lastInboundAt, recent);
  return { initiatedAt: recent.initiatedAt, contacts: recent.contacts, ...(answered !== undefined && { answeredAt: answered }) };
}

function preferenceOf(key: Buffer, id: BorrowerId, sealed: Uint8Array | null): Pick<ForecastBorrower, "preference"> {
  const preference = openHours(key, id, sealed);
  return preference ? { preference } : {};
}

function grouped<T extends { readonly borrowerId: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const of = new Map<string, T[]>();
  for (const row of rows) {
    const list = of.get(row.borrowerId);
    if (list) list.push(row);
    else of.set(row.borrowerId, [row]);
  }
  return of;
}

function knownTouch(touch: { key: string; state: string; dueAt: Date; messageId: string | null; decision: string | null; reasons: unknown }): KnownTouch {
  return {
    key: touch.key,
    state: touch.state,
    dueAt: instantOf(touch.dueAt),
    ...(touch.messageId !== null && { message: touch.messageId }),
    ...(touch.decision !== null && { decision: decisionForm.parse(touch.decision) }),
    ...(touch.reasons !== null && { reasons: reasonsForm.parse(touch.reasons) }),
  };
}

interface Row extends KindRow {
  borrower_id: BorrowerId;
  loan_id: LoanId;
  loan: string;
  no: number;
  due_on: Date;
  amount_minor: bigint;
  cumulative_minor: bigint;
  paid_minor: bigint;
  currency: string;
  amount_due_minor: bigint | null;
  oldest: boolean;
}

async function openInstalments(
  database: Database,
  ids: BorrowerId[],
  range: { from: Day; to: Day },
  today: Day,
): Promise<Map<BorrowerId, ForecastInstalment[]>> {
  const rows = await database.$queryRaw<Row[]>(sql`
    SELECT l.borrower_id::text, l.id::text AS loan_id, l.external_id AS loan, i.no, i.due_on, i.amount_minor, i.cumulative_minor, l.paid_minor, l.currency, l.amount_due_minor,
      i.cumulative_minor - i.amount_minor <= l.paid_minor AS oldest, ${kindColumns(today)}
    FROM loan l JOIN borrower b ON b.id = l.borrower_id
    -- OFFSET 0: each loan's few instalments by its key; the planner would else read a month of the whole book.
    CROSS JOIN LATERAL (SELECT * FROM instalment s WHERE s.loan_id = l.id OFFSET 0) i
    WHERE l.borrower_id = ANY(${ids}::uuid[]) AND l.status = 'open' AND i.cumulative_minor > l.paid_minor
      AND i.due_on BETWEEN ${dateOf(range.from)}::date AND ${dateOf(range.to)}::date
    ORDER BY l.borrower_id, l.external_id, i.no`);
  const byBorrower = new Map<BorrowerId, ForecastInstalment[]>();
  for (const row of rows) {
    const list = byBorrower.get(row.borrower_id) ?? [];
    byBorrower.set(row.borrower_id, list);
    const outstandingMinor = outstanding({ amountMinor: row.amount_minor, cumulativeMinor: row.cumulative_minor }, row.paid_minor);
    list.push({
      loanId: row.loan_id,
      loan: row.loan,
      ...kindOf(row),
      no: row.no,
      dueOn: dayOf(row.due_on),
      outstandingMinor,
      currency: row.currency,
      ...(row.oldest && row.amount_due_minor !== null && { amountDueMinor: row.amount_due_minor }),
    });
  }
  return byBorrower;
}

const labelled = (shared: Labels | undefined): { shared?: Labels } => (shared ? { shared } : {});
