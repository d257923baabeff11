import type { Correction } from "../../app/console/views.ts";
import { sql, type Tx } from "../database.ts";
import { instantOf } from "../days.ts";

export type NewestCorrection = Correction & { readonly nth: number };

/** The newest correction of each of these messages, by message. */
export async function correctionsOf(tx: Tx, messages: readonly string[]): Promise<ReadonlyMap<string, NewestCorrection>> {
  if (messages.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ message_id: string; intents: string[]; officer: string; at: Date; nth: number }[]>(sql`
    SELECT DISTINCT ON (message_id) message_id::text, intents, officer, at, nth FROM reply_correction
    WHERE message_id = ANY(${[...messages]}::uuid[]) ORDER BY message_id, nth DESC`);
  return new Map(rows.map(({ message_id: id, intents, officer, at, nth }) => [id, { intents, by: officer, at: instantOf(at), nth }]));
}
