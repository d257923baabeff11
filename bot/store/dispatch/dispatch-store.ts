import type { Decided, DispatchStore, DueText, DueUnit, Verdict } from "../../app/dispatch/ports.ts";
import type { Clock, SendOutcome } from "../../app/ports.ts";
import { minuteMs, plus, toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, MessageId, NewId } from "../../domain/ids.ts";
import { sql, type Database, type Tx } from "../database.ts";
import type { CheckinStoring } from "../checkins/worlds.ts";
import { instantOf } from "../days.ts";
import { clearErased } from "../keep/clear-erased.ts";
import { lockBorrowers } from "../lock-borrower.ts";
import { patiently } from "../patiently.ts";
import { together } from "../together.ts";
import type { Vault } from "../vault.ts";
import { dueTexts } from "./due-texts.ts";
import { nextUnits } from "./next-units.ts";
import { settleMessages } from "./settle-messages.ts";
import { withdrawMessage } from "./withdraw-message.ts";
import type { Judged } from "./judged.ts";
import { writeVerdicts } from "./write-verdicts.ts";

/** A claim older than this belongs to a dead worker; younger, its text is on its way and the next one waits. */
export const claimedForMs = minuteMs;

export interface DispatchStoreDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
  /** Clock milliseconds in a real one: claims age in real time. */
  readonly speed: number;
  /** Absent: no questionnaires are known. */
  readonly checkins?: CheckinStoring | undefined;
}

interface Ask {
  readonly unit: DueUnit;
  readonly borrower: BorrowerId;
  readonly clock: Clock;
  readonly decide: (text: DueText) => Verdict;
}

/** As many as leave the transaction short: what is claimed in it must begin its call within a second. */
const batch = { most: 64, atOnce: 2 };

export function createDispatchStore(deps: DispatchStoreDeps): DispatchStore {
  const { database } = deps;
  const next = together(async (asks: readonly { borrower: BorrowerId; now: Instant }[]) => {
    const latest = asks.reduce((max, { now }) => (now > max ? now : max), asks[0]?.now ?? (0 as Instant));
    const found = await nextUnits(database, [...new Set(asks.map(({ borrower }) => borrower))], latest);
    return asks.map(({ borrower }) => found.get(borrower));
  }, batch);
  const decide = together((asks: readonly Ask[]) => database.$transaction((tx) => decideAll({ ...deps, tx }, asks)), batch);
  const settle = together(async (settled: readonly Parameters<DispatchStore["settle"]>[]) => {
    const sends = settled.map(([id, outcome, now, retryAt]) => ({ id, outcome, now, retryAt }));
    await database.$transaction((tx) => settleMessages({ ...deps, tx }, sends));
    return settled.map(() => undefined);
  }, batch);
  // A database that was slow for one of a batch was slow for all of it.
  const withdraw = together(async (asks: readonly { messageId: MessageId; now: Instant }[]) => {
    await database.$transaction(async (tx) => {
      for (const { messageId, now } of asks) await withdrawMessage({ ...deps, tx }, messageId, now);
    });
    return asks.map(() => undefined);
  }, batch);
  return {
    nextUnit: (borrower, now) => next({ borrower, now }),
    async lastClaimAt(borrowerId, channel) {
      const { _max } = await database.message.aggregate({ where: { borrowerId, channel, direction: "out" }, _max: { claimedAt: true } });
      return _max.claimedAt ? instantOf(_max.claimedAt) : undefined;
    },
    decide: (unit, borrower, clock, by) => decide({ unit, borrower, clock, decide: by }),
    // What was sent is known only here: lost, it would be an unknown outcome for a person to find out.
    settle: (...send) => (isSent(send[1]) ? patiently(() => settle(send)) : settle(send)),
    withdraw: (messageId, now) => withdraw({ messageId, now }),
  };
}

const isSent = ({ status }: SendOutcome): boolean => status === "sent";

async function decideAll(deps: DispatchStoreDeps & { readonly tx: Tx }, asks: readonly Ask[]): Promise<readonly Decided[]> {
  const { tx, vault } = deps;
  const { locked, erased } = await lockBorrowers(
    tx,
    vault,
    asks.map(({ borrower }) => borrower),
    "skip",
  );
  const [first] = asks;
  if (!first) return [];
  const now = first.clock.now();
  for (const id of erased) await clearErased(deps, id, now);
  const onTheirWay = await claimedNow(tx, [...locked.keys()], plus(now, -claimedForMs * deps.speed));
  // A borrower who is asked for twice is decided once.
  const seen = new Set<BorrowerId>();
  const ready = asks.flatMap((ask) => {
    const borrower = locked.get(ask.borrower);
    if (!borrower || onTheirWay.has(borrower.id) || seen.has(borrower.id)) return [];
    seen.add(borrower.id);
    return [{ ...ask, borrower, ask }];
  });
  const texts = ready.length === 0 ? [] : await dueTexts(deps, ready, now);
  const judged = new Map<Ask, Judged | "gone" | "busy">();
  for (const [index, { ask, unit, borrower }] of ready.entries()) {
    const text = texts[index] ?? "gone";
    judged.set(ask, typeof text === "string" ? text : { unit, borrower, facts: text.facts, verdict: ask.decide(text) });
  }
  await writeVerdicts(
    { ...deps, now },
    [...judged.values()].filter((one) => typeof one !== "string"),
  );
  const gone = new Set(erased);
  return asks.map((ask) => {
    const one = judged.get(ask);
    if (one === undefined) return { status: gone.has(ask.borrower) ? "gone" : "busy" };
    return typeof one === "string" ? { status: one } : { status: "decided", verdict: one.verdict, facts: one.facts };
  });
}

/** Whose text is on its way: the next one waits, so that they arrive in order. */
async function claimedNow(tx: Tx, borrowers: readonly BorrowerId[], since: Instant): Promise<ReadonlySet<BorrowerId>> {
  const rows = await tx.$queryRaw<{ borrower_id: BorrowerId }[]>(sql`
    SELECT DISTINCT borrower_id::text FROM message WHERE borrower_id = ANY(${[...borrowers]}::uuid[]) AND state = 'claimed' AND claimed_at > ${toDate(since)}`);
  return new Set(rows.map(({ borrower_id: id }) => id));
}
