import { z } from "zod";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, MessageId } from "../../domain/ids.ts";
import type { Tx } from "../database.ts";
import { instantOf } from "../days.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import { openText } from "../seal.ts";
import type { UnitRow } from "./unit-row.ts";

const paramsForm = z.record(z.string(), z.union([z.string(), z.number()]));
const choicesForm = z.array(z.string());
const textClassForm = z.enum(["initiating", "response", "acknowledgement"]);

/** Those of the texts that a turn said and that are still to go out, and due. */
export async function messageRows(
  tx: Tx,
  ids: readonly MessageId[],
  borrowers: ReadonlyMap<BorrowerId, LockedBorrower>,
  now: Instant,
): Promise<ReadonlyMap<string, UnitRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.message.findMany({ where: { id: { in: [...ids] }, state: "queued", dueAt: { lte: toDate(now) } } });
  const found = new Map<string, UnitRow>();
  for (const m of rows) {
    const borrower = borrowers.get(m.borrowerId as BorrowerId);
    if (!borrower || !m.template) continue;
    found.set(m.id, {
      channel: m.channel,
      contactPointId: m.contactPointId,
      template: m.template,
      params: m.paramsSealed ? paramsForm.parse(JSON.parse(openText(borrower.key, `message.params/${m.id}`, m.paramsSealed))) : {},
      textClass: textClassForm.parse(m.textClass),
      attempts: m.attempts,
      ...(m.choicesSealed && { choices: choicesForm.parse(JSON.parse(openText(borrower.key, `message.choices/${m.id}`, m.choicesSealed))) }),
      ...(m.dueAt && { dueAt: instantOf(m.dueAt) }),
    });
  }
  return found;
}
