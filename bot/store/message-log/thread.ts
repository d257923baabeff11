import type { Look } from "../../app/console/ports.ts";
import type { Sees } from "../../app/message-log/ports.ts";
import type { MessageLogItem, ThreadItem, ThreadView } from "../../app/message-log/views.ts";
import { toDate } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { momentCursor, readMomentCursor, type MomentCursor } from "../console/cursor.ts";
import type { Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { peopleOf } from "../console/people.ts";
import { sql } from "../database.ts";
import { logItems } from "./log-items.ts";
import { matching, type Found } from "./matching.ts";
import { told, type EntryRow } from "./thread-entries.ts";

const pageSize = 100;

interface Whom {
  id: BorrowerId;
  external_id: string;
  branch: string;
  officer: string;
  locale: string;
}

/** What was said, held, looked at and done with one borrower, newest first, in one line of time. */
export async function threadOf(desk: Desk, id: string, sees: Sees, after: string | undefined, look: Look): Promise<ThreadView | undefined> {
  const whom = await borrowerSeen(desk, id, sees);
  if (!whom) return undefined;
  const older = readMomentCursor(after);
  // The look is an entry of this borrower's: written first, it is in what is read.
  await logLooks(desk, look, "thread", [id]);
  const said = await saidWith(desk, whom, older);
  const entries = await entriesOf(desk, whom.id, older);
  const items = [...said.map((message): ThreadItem => ({ kind: "message", id: message.id, at: message.at, message })), ...(await told(desk, whom.id, entries))]
    .toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .slice(0, pageSize + 1);
  const shown = items.slice(0, pageSize);
  const last = items.length > pageSize ? shown.at(-1) : undefined;
  const people = await peopleOf(desk, [id]);
  return {
    borrower: people.person(id),
    branch: whom.branch,
    officer: whom.officer,
    locale: whom.locale,
    items: shown,
    next: last ? momentCursor(toDate(last.at), last.id) : null,
  };
}

async function borrowerSeen({ tx }: Desk, id: string, sees: Sees): Promise<Whom | undefined> {
  const [found] = await tx.$queryRaw<Whom[]>(sql`SELECT id::text, external_id, branch, officer, locale FROM borrower WHERE id = ${id}::uuid`);
  if (!found || sees.whose === "none") return undefined;
  if (sees.whose === "branch" && sees.branch !== found.branch) return undefined;
  return sees.whose === "officer" && sees.officer !== found.officer ? undefined : found;
}

async function saidWith(desk: Desk, whom: Whom, after: MomentCursor | undefined): Promise<MessageLogItem[]> {
  const rows = await desk.tx.$queryRaw<Found[]>(matching({ borrowers: [whom.external_id] }, { whose: "all" }, after, pageSize + 1));
  // What the gate held is told by the entries: each time that it did, not only the last.
  const messages = rows.filter(({ kind }) => kind === "message");
  return logItems(desk, messages);
}

/** These say what the texts themselves show. */
const shownByTexts = ["message.received", "message.understood", "message.queued", "message.claimed", "message.sent", "message.receipt"];

function entriesOf({ tx }: Desk, borrower: BorrowerId, after: MomentCursor | undefined): Promise<EntryRow[]> {
  const older = after ? sql`AND (at, id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``;
  return tx.$queryRaw<EntryRow[]>(sql`
    SELECT id::text, at, kind, actor, body_sealed FROM log_entry
    WHERE borrower_id = ${borrower}::uuid AND kind <> ALL(${shownByTexts}::text[]) ${older} ORDER BY at DESC, id DESC LIMIT ${pageSize + 1}`);
}
