import type { ConsoleWrites, ScopedBy } from "../../app/console/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import type { IntentName } from "../../domain/replies/reply.ts";
import { sql } from "../database.ts";
import { understoodOf } from "./chat-line.ts";
import { correctionsOf } from "./corrections.ts";
import { logAct, type Desk } from "./desk.ts";
import { peopleOf } from "./people.ts";
import { seen } from "./seen.ts";

interface Row {
  borrower_id: BorrowerId;
  direction: string;
  text_sealed: Uint8Array | null;
  understood_sealed: Uint8Array | null;
}

/** What the text was taken for stays in the log beside it; saying the same again adds nothing. */
export async function correctReply(desk: Desk, message: string, intents: readonly IntentName[], by: ScopedBy): ReturnType<ConsoleWrites["correctReply"]> {
  const { tx, newId } = desk;
  const [row] = await tx.$queryRaw<Row[]>(sql`
    SELECT m.borrower_id::text, m.direction, m.text_sealed, m.understood_sealed
    FROM message m JOIN borrower b ON b.id = m.borrower_id WHERE m.id = ${message}::uuid AND ${seen(by.sees)} FOR UPDATE OF m`);
  if (!row) return "missing";
  if (row.direction !== "in") return { status: "not_of_borrower" };
  const people = await peopleOf(desk, [row.borrower_id]);
  if (people.read(row.borrower_id, `message.text/${message}`, row.text_sealed) === null) return { status: "no_words" };
  const before = (await correctionsOf(tx, [message])).get(message);
  if (before?.intents.join() === intents.join()) return { status: "corrected", borrowerId: row.borrower_id };
  const was = understoodOf(people.read(row.borrower_id, `message.understood/${message}`, row.understood_sealed));
  await tx.replyCorrection.create({
    data: {
      id: newId(),
      messageId: message,
      borrowerId: row.borrower_id,
      intents: [...intents],
      nth: (before?.nth ?? 0) + 1,
      officer: by.officer,
      at: toDate(by.at),
    },
  });
  await logAct(desk, by, "reply.corrected", row.borrower_id, { message, intents, was: was?.intents.map(({ name }) => name) ?? null });
  return { status: "corrected", borrowerId: row.borrower_id };
}
