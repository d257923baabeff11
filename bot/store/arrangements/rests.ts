import { toDate, type Instant } from "../../domain/calendar.ts";
import type { HoldId, LogEntryId, NewId } from "../../domain/ids.ts";
import type { Tx } from "../database.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";

export interface Resting {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
  readonly borrower: Pick<LockedBorrower, "id" | "key">;
}

interface Covered {
  readonly loanId: string;
  readonly firstNo: number;
  readonly lastNo: number;
}

/** Reminders of the covered instalments rest until then, in place of the rest that there was; others go on as planned. */
export async function restUntil(of: Resting, { loanId, firstNo, lastNo }: Covered, until: Instant, now: Instant): Promise<void> {
  await endRest(of, loanId, now);
  const borrowerId = of.borrower.id;
  for (let instalmentNo = firstNo; instalmentNo <= lastNo; instalmentNo++) {
    const id = of.newId<HoldId>();
    await of.tx.hold.create({ data: { id, borrowerId, loanId, instalmentNo, reason: "arrangement", from: toDate(now), until: toDate(until) } });
    await log(of, "hold.set", "bot", { hold: id, reason: "arrangement", loan: loanId, instalment: instalmentNo }, now);
  }
}

export async function endRest(of: Resting, loanId: string, now: Instant): Promise<void> {
  await of.tx.hold.updateMany({
    where: { borrowerId: of.borrower.id, loanId, reason: "arrangement", liftedAt: null },
    data: { liftedAt: toDate(now), liftedBy: "bot" },
  });
}

/** What was promised ("a colleague will be in touch") has happened: somebody decided. Our answer need not wait for it. */
export async function officerWasThere(of: Resting, by: string, now: Instant): Promise<void> {
  const where = { borrowerId: of.borrower.id, reason: "with_officer", liftedAt: null };
  const holds = await of.tx.hold.findMany({ where: { ...where, OR: [{ until: null }, { until: { gt: toDate(now) } }] }, select: { id: true } });
  for (const { id } of holds) {
    await of.tx.hold.update({ where: { id }, data: { liftedAt: toDate(now), liftedBy: by } });
    await log(of, "hold.lifted", `officer:${by}`, { hold: id, reason: "with_officer" }, now);
  }
}

function log({ tx, vault, newId, borrower }: Resting, kind: string, actor: string, body: Record<string, unknown>, at: Instant): Promise<void> {
  return appendLog(tx, vault, [{ id: newId<LogEntryId>(), at, kind, borrowerId: borrower.id, actor, body }], new Map([[borrower.id, borrower.key]]));
}
