import type { MessageLogItem, TouchView } from "../../app/message-log/views.ts";
import { sql } from "../database.ts";
import { dayOf, instantOf, instantOrNull } from "../days.ts";
import { understoodOf } from "../console/chat-line.ts";
import type { Desk } from "../console/desk.ts";
import { peopleOf, type People } from "../console/people.ts";
import { reasonsOf } from "../console/reasons.ts";
import type { Found } from "./matching.ts";

interface MessageSql {
  id: string;
  borrower_id: string;
  branch: string;
  officer: string;
  channel: string;
  contact_point_id: string;
  address_sealed: Uint8Array;
  direction: "in" | "out";
  state: string;
  text_sealed: Uint8Array | null;
  understood_sealed: Uint8Array | null;
  template: string | null;
  template_version: string | null;
  text_class: string | null;
  decision: string | null;
  reasons: unknown;
  policy_version: string | null;
  due_at: Date | null;
  sent_at: Date | null;
  delivered_at: Date | null;
  read_at: Date | null;
  error_code: string | null;
}

export interface TouchSql {
  id: string;
  borrower_id: string;
  branch: string;
  officer: string;
  channel: string;
  template: string;
  state: string;
  decision: string;
  reasons: unknown;
  policy_version: string | null;
  due_at: Date;
  message_id: string | null;
  loan: string;
  kind: string;
  instalment_no: number | null;
  stage: number | null;
  due_on: Date | null;
}

/** What the rows of the log say, in the order handed in; an erased borrower's say everything but words and address. */
export async function logItems(desk: Desk, found: readonly Found[]): Promise<MessageLogItem[]> {
  const { tx } = desk;
  const idsOf = (kind: Found["kind"]): string[] => found.flatMap((row) => (row.kind === kind ? [row.id] : []));
  const messages = await tx.$queryRaw<MessageSql[]>(sql`
    SELECT m.id::text, m.borrower_id::text, b.branch, b.officer, m.channel, m.contact_point_id::text, c.address_sealed, m.direction, m.state, m.text_sealed,
      m.understood_sealed, m.template, m.template_version, m.text_class, m.decision, m.reasons, m.policy_version, m.due_at, m.sent_at, m.delivered_at,
      m.read_at, m.error_code
    FROM message m JOIN borrower b ON b.id = m.borrower_id JOIN contact_point c ON c.id = m.contact_point_id WHERE m.id = ANY(${idsOf("message")}::uuid[])`);
  const held = await tx.$queryRaw<TouchSql[]>(sql`${touchColumns} WHERE t.id = ANY(${idsOf("touch")}::uuid[])`);
  const carried = await tx.$queryRaw<TouchSql[]>(sql`${touchColumns} WHERE t.message_id = ANY(${idsOf("message")}::uuid[]) ORDER BY t.due_on, t.stage`);
  const people = await peopleOf(
    desk,
    [...messages, ...held].map((row) => row.borrower_id),
  );
  const touchesOf = new Map<string | null, TouchSql[]>();
  for (const row of carried) touchesOf.set(row.message_id, [...(touchesOf.get(row.message_id) ?? []), row]);
  const byMessage = new Map(messages.map((row) => [row.id, row]));
  const byTouch = new Map(held.map((row) => [row.id, row]));
  return found.flatMap((row) => {
    const message = byMessage.get(row.id);
    const touch = byTouch.get(row.id);
    if (row.kind === "message") return message ? [messageItem(row, message, touchesOf.get(row.id) ?? [], people)] : [];
    return touch ? [touchItem(row, touch, people)] : [];
  });
}

export const touchColumns = sql`
  SELECT t.id::text, t.borrower_id::text, b.branch, b.officer, t.channel, t.template, t.state, t.decision, t.reasons, t.policy_version, t.due_at,
    t.message_id::text, l.external_id AS loan, t.kind, t.instalment_no, t.stage, t.due_on
  FROM touch t JOIN borrower b ON b.id = t.borrower_id JOIN loan l ON l.id = t.loan_id`;

function messageItem({ at, outcome }: Found, row: MessageSql, touches: readonly TouchSql[], people: People): MessageLogItem {
  const { id, borrower_id: borrower } = row;
  return {
    id,
    kind: "message",
    at: instantOf(at),
    borrower: people.person(borrower),
    branch: row.branch,
    officer: row.officer,
    channel: row.channel,
    address: people.read(borrower, `contact_point.address/${row.contact_point_id}`, row.address_sealed),
    direction: row.direction,
    outcome,
    state: row.state,
    text: people.read(borrower, `message.text/${id}`, row.text_sealed),
    template: row.template,
    templateVersion: row.template_version,
    textClass: row.text_class,
    decision: row.decision,
    reasons: reasonsOf(row.reasons),
    policyVersion: row.policy_version,
    until: outcome === "deferred" ? instantOrNull(row.due_at) : null,
    sentAt: instantOrNull(row.sent_at),
    deliveredAt: instantOrNull(row.delivered_at),
    readAt: instantOrNull(row.read_at),
    errorCode: row.error_code,
    understood: understoodOf(people.read(borrower, `message.understood/${id}`, row.understood_sealed)),
    touches: touches.map(touchView),
  };
}

function touchItem({ at, outcome }: Found, row: TouchSql, people: People): MessageLogItem {
  return {
    id: row.id,
    kind: "touch",
    at: instantOf(at),
    borrower: people.person(row.borrower_id),
    branch: row.branch,
    officer: row.officer,
    channel: row.channel,
    address: null,
    direction: "out",
    outcome,
    state: row.state,
    text: null,
    template: row.template,
    templateVersion: null,
    textClass: "initiating",
    decision: row.decision,
    reasons: reasonsOf(row.reasons),
    policyVersion: row.policy_version,
    until: outcome === "deferred" && row.state === "planned" ? instantOf(row.due_at) : null,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    errorCode: null,
    understood: null,
    touches: [touchView(row)],
  };
}

export const touchView = (row: TouchSql): TouchView => ({
  kind: row.kind,
  loan: row.loan,
  instalmentNo: row.instalment_no,
  stage: row.stage,
  dueOn: row.due_on && dayOf(row.due_on),
});
