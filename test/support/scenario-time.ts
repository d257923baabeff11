import { hourMs, minuteMs, plus, toDate, type Instant } from "../../bot/domain/calendar.ts";
import { importBook } from "../../bot/app/import/import-book.ts";
import { sql } from "../../bot/store/database.ts";
import { noPayments } from "./scenario-book.ts";
import type { World } from "./scenario-world.ts";

/** Ticks come each minute in production; here only in minutes in which something is due, and now and then. */
const longestQuietMs = 12 * hourMs;

/** Runs the clock, the workers and the minute's tick up to that moment. */
export async function runUntil(world: World, until: Instant): Promise<void> {
  const { clock, queue } = world;
  await queue.drain();
  for (;;) {
    const tickAt = await nextTick(world);
    const next = Math.min(until, tickAt, queue.nextAt() ?? until);
    clock.set(plus(clock.now(), Math.max(0, next - clock.now())));
    if (clock.now() >= tickAt) await tick(world);
    await queue.drain();
    if (clock.now() >= until) return;
  }
}

/** One slot of the clock: plan and sweep, and what they wake. */
export async function tick(world: World): Promise<void> {
  const { clock, queue, queues, scenario } = world;
  if (scenario.ledger === "live" && (await ledgerIsOld(world))) await tellLedger(world);
  const slot = String(clock.now());
  await queues.tick("plan", slot);
  await queue.drain();
  await queues.tick("housekeeping", slot);
  await queue.drain();
}

/** A feed tells it each hour. */
async function ledgerIsOld({ database, clock }: World): Promise<boolean> {
  const oldest = await database.loan.findFirst({ where: { status: "open" }, orderBy: { ledgerAsOf: "asc" }, select: { ledgerAsOf: true } });
  return oldest !== null && oldest.ledgerAsOf <= toDate(plus(clock.now(), -hourMs));
}

export async function tellLedger({ importing, clock }: World): Promise<void> {
  await importBook(importing, { payments: noPayments(), ledgerAsOf: clock.now(), dryRun: false, allOrNothing: false });
}

async function nextTick({ database, clock, scenario }: World): Promise<Instant> {
  const now = clock.now();
  const [row] = await database.$queryRaw<{ at: Date | null }[]>(sql`
    SELECT min(at) AS at FROM (
      SELECT due_at AS at FROM touch WHERE state = 'planned' UNION ALL
      SELECT due_at FROM message WHERE state = 'queued' UNION ALL
      SELECT claimed_at + interval '1 minute' FROM message WHERE state = 'claimed' UNION ALL
      SELECT due_at FROM inbound_event WHERE state = 'pending' AND kind = 'text' UNION ALL
      SELECT check_at FROM promise WHERE state = 'open' UNION ALL
      SELECT unanswered_check_at FROM borrower UNION ALL
      SELECT next_at FROM checkin_run WHERE ended_at IS NULL UNION ALL
      SELECT look_at FROM checkin_look WHERE ${scenario.checkins.length > 0} UNION ALL
      SELECT due_at FROM checkin_round WHERE due_at IS NOT NULL UNION ALL
      SELECT due_at FROM escalation WHERE state = 'open') AS due`);
  const due = row?.at && row.at > toDate(now) ? row.at.getTime() : row?.at ? now + 1 : Infinity;
  const minute = Math.ceil(Math.min(due, now + longestQuietMs) / minuteMs) * minuteMs;
  return plus(now, Math.max(minute, nextMinute(now)) - now);
}

const nextMinute = (now: Instant): number => (Math.floor(now / minuteMs) + 1) * minuteMs;
