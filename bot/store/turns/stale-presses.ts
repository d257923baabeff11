import { questionTemplates } from "../../domain/turns/says.ts";
import { sql, type Tx } from "../database.ts";

/**
 * Presses of buttons that answer nothing any more: the borrower was answered since that message, a newer question went
 * out, or that message's button was pressed before. Like a late text they are kept and never answered (design §3.7).
 */
export async function stalePresses(tx: Tx, events: readonly string[]): Promise<ReadonlySet<string>> {
  if (events.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT e.id::text FROM inbound_event e JOIN borrower b ON b.id = e.borrower_id
    LEFT JOIN message m ON m.id = e.pressed_message_id AND m.borrower_id = e.borrower_id AND m.direction = 'out'
    WHERE e.id = ANY(${[...events]}::uuid[]) AND (
      m.claimed_at IS NULL
      -- providers' times have whole seconds
      OR date_trunc('second', m.claimed_at) <= b.answered_through
      OR EXISTS (SELECT 1 FROM message n WHERE n.borrower_id = e.borrower_id AND n.direction = 'out' AND n.claimed_at > m.claimed_at
                 AND n.template = ANY(${[...questionTemplates]}::text[]))
      OR EXISTS (SELECT 1 FROM inbound_event p WHERE p.pressed_message_id = e.pressed_message_id AND p.borrower_id = e.borrower_id
                 AND (p.provider_at, p.received_at, p.id) < (e.provider_at, e.received_at, e.id)))`);
  return new Set(rows.map(({ id }) => id));
}
