import { dayMs } from "./calendar.ts";

/**
 * How long rows are kept that nobody needs any more, in milliseconds after the moment named. What is not listed is kept:
 * the log, the ledger, messages. A period never begins to run before the row's work is done.
 */
export const retention = {
  /** A clock's slot, after its moment. */
  clockSlot: dayMs,
  /** A chat link, after it expired: until then a page can say why it does not open. */
  chatLink: 30 * dayMs,
  /** What a webhook brought for nobody we know, after it came: long enough to find out whose number it is. */
  inboundOfNobody: 30 * dayMs,
  /** What a webhook brought, after it was worked off: providers deliver again for days, never for weeks. The text itself stays as a message. */
  inboundDone: 90 * dayMs,
} as const;
