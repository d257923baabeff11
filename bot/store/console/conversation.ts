import type { ScopedLook } from "../../app/console/ports.ts";
import type { ChatLine, Page } from "../../app/console/views.ts";
import { chatLine } from "./chat-line.ts";
import { correctionsOf } from "./corrections.ts";
import { momentCursor, readMomentCursor } from "./cursor.ts";
import type { Desk } from "./desk.ts";
import { logLooks } from "./looks.ts";
import { peopleOf } from "./people.ts";
import { seenBorrower } from "./seen.ts";

const pageSize = 60;

/** Newest first. What was never said (queued, suppressed) is shown too: an officer must see what the borrower did not. */
export async function conversationPage(desk: Desk, id: string, query: { readonly after?: string }, look: ScopedLook): Promise<Page<ChatLine> | undefined> {
  const { tx } = desk;
  const borrower = await tx.borrower.findFirst({ where: { AND: [{ id }, seenBorrower(look.sees)] }, select: { id: true } });
  if (!borrower) return undefined;
  const after = readMomentCursor(query.after);
  const rows = await tx.message.findMany({
    where: { borrowerId: id, ...(after && { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }) },
    orderBy: [{ createdAt: "desc" }, { position: "desc" }, { id: "desc" }],
    take: pageSize + 1,
  });
  const people = await peopleOf(desk, [id]);
  await logLooks(desk, look, "conversation", [borrower.id]);
  const shown = rows.slice(0, pageSize);
  const corrections = await correctionsOf(
    tx,
    shown.map((row) => row.id),
  );
  const last = rows.length > pageSize ? shown.at(-1) : undefined;
  return { items: shown.map((row) => chatLine(row, people, corrections.get(row.id))), next: last ? momentCursor(last.createdAt, last.id) : null };
}
