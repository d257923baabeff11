import { promisedParts } from "../../domain/arrangements/promised-parts.ts";
import type { Terms } from "../../domain/arrangements/terms.ts";
import { dayIn, toDate } from "../../domain/calendar.ts";
import type { PromiseId, TouchId } from "../../domain/ids.ts";
import { noticeTime } from "../../domain/notices/notice.ts";
import { checkAt } from "../../domain/promises/promise.ts";
import { dateOf } from "../days.ts";
import { planNotices } from "../notices/plan-notices.ts";
import type { Applying } from "./applying.ts";
import { restUntil } from "./rests.ts";

/**
 * What was agreed is kept part by part, as promises are: one short note on the day, and the ledger's word after it.
 * Older promises on the same instalments go; reminders of these rest to the end.
 */
export async function agree(of: Applying, terms: Terms): Promise<void> {
  const { tx, newId, borrower, found, now } = of;
  const { loanId, firstNo, lastNo } = found;
  const about = { borrowerId: borrower.id, loanId, instalmentNo: { gte: firstNo, lte: lastNo } };
  await tx.promiseToPay.updateMany({ where: { ...about, state: "open" }, data: { state: "replaced", decidedAt: toDate(now) } });
  await tx.hold.updateMany({ where: { ...about, reason: "promised", liftedAt: null }, data: { liftedAt: toDate(now), liftedBy: "bot" } });
  const parts = promisedParts(terms, found.loan);
  for (const { on, amountMinor, paidBeforeMinor } of parts) {
    const id = newId<PromiseId>();
    const check = toDate(checkAt(on, borrower.zone));
    await tx.promiseToPay.create({
      data: {
        id,
        borrowerId: borrower.id,
        loanId,
        instalmentNo: firstNo,
        amountMinor,
        currency: terms.currency,
        paidBeforeMinor,
        promisedOn: dateOf(on),
        state: "open",
        checkAt: check,
        messageId: found.messageId,
        arrangementId: found.id,
        confirmedAt: toDate(now),
      },
    });
    const time = noticeTime("promise_day", on, now, borrower.zone, borrower.id);
    if (on > dayIn(now, borrower.zone))
      await planNotices(tx, [{ id: newId<TouchId>(), kind: "promise_day", borrowerId: borrower.id, loanId, about: { promiseId: id }, ...time }], now);
  }
  const last = parts.at(-1);
  if (last) await restUntil(of, found, checkAt(last.on, borrower.zone), now);
}
