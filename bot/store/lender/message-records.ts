import type { Look } from "../../app/console/ports.ts";
import type { PageOf, Span } from "../../app/lender/ports.ts";
import type { MessageRecord, Records } from "../../app/lender/views.ts";
import { instantOf, instantOrNull } from "../days.ts";
import { chatLine } from "../console/chat-line.ts";
import type { Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { peopleOf } from "../console/people.ts";
import { sql } from "../database.ts";
import { all, momentPlace, olderThan, pageOf, within, type Statement } from "./keyset.ts";

type Query = PageOf & Span & { readonly borrower?: string | undefined };

/** By the moment that a row was written, which never changes. */
export const messagesSql = ({ borrower, after, limit, ...span }: Query): Statement =>
  sql`SELECT t.id::text, t.created_at FROM message t
    WHERE ${all([borrower === undefined ? undefined : sql`t.borrower_id = ${borrower}::uuid`, olderThan("t.created_at", after), within("t.created_at", span)])}
    ORDER BY t.created_at DESC, t.id DESC LIMIT ${limit + 1}`;

export async function messageRecords(desk: Desk, query: Query, look: Look): Promise<Records<MessageRecord>> {
  const rows = await desk.tx.$queryRaw<{ id: string; created_at: Date }[]>(messagesSql(query));
  const { items, next } = pageOf(
    rows,
    query.limit,
    ({ id }) => id,
    (row) => momentPlace(row.created_at, row.id),
  );
  return { items: await recordsOf(desk, items, look), next };
}

export async function messageRecord(desk: Desk, id: string, look: Look): Promise<MessageRecord | undefined> {
  const [record] = await recordsOf(desk, [id], look);
  return record;
}

async function recordsOf(desk: Desk, ids: readonly string[], look: Look): Promise<MessageRecord[]> {
  const rows = new Map((await desk.tx.message.findMany({ where: { id: { in: [...ids] } } })).map((row) => [row.id, row]));
  const borrowers = [...rows.values()].map(({ borrowerId }) => borrowerId);
  const people = await peopleOf(desk, borrowers);
  await logLooks(desk, look, "api messages", borrowers);
  return ids.flatMap((id) => {
    const row = rows.get(id);
    if (!row) return [];
    const { text, reasons, understood } = chatLine(row, people);
    const { externalId } = people.person(row.borrowerId);
    return [
      {
        id,
        borrower: { id: row.borrowerId, externalId },
        direction: row.direction === "in" ? "in" : "out",
        channel: row.channel,
        state: row.state,
        createdAt: instantOf(row.createdAt),
        receivedAt: instantOrNull(row.receivedAt),
        sentAt: instantOrNull(row.sentAt),
        deliveredAt: instantOrNull(row.deliveredAt),
        readAt: instantOrNull(row.readAt),
        template: row.template,
        templateVersion: row.templateVersion,
        textClass: row.textClass,
        text,
        decision: row.decision,
        reasons,
        policyVersion: row.policyVersion,
        errorCode: row.errorCode,
        understood,
      },
    ];
  });
}
