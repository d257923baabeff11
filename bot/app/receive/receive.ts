/** What a verified webhook brought: stored under the provider's ids before the provider is answered. */
import { instant, plus, secondMs, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, InboundId } from "../../domain/ids.ts";
import type { Base, InboundItem, Receive, WakeUp } from "../ports.ts";
import type { ReceiveStore } from "./ports.ts";

export interface ReceiveDeps extends Base {
  readonly store: ReceiveStore;
  readonly wake: WakeUp;
}

/** As long as a turn waits for the borrower to stop typing. */
const settleMs = 2 * secondMs;

export function createReceive(deps: ReceiveDeps): Receive {
  return async (channel, items) => {
    const counts = { stored: 0, known: 0, nobody: 0 };
    const borrowers = new Set<BorrowerId>();
    const strangers: string[] = [];
    const faults: unknown[] = [];
    for (const item of items) {
      try {
        const result = await store(deps, channel, item);
        counts[result.status]++;
        if (result.status === "nobody" && (item.kind === "text" || item.kind === "start")) strangers.push(item.providerId);
        if (result.borrowerId) borrowers.add(result.borrowerId);
      } catch (fault) {
        // The items beside it are stored; the provider delivers the batch again, and those are then known.
        faults.push(fault);
      }
    }
    const at = plus(deps.clock.now(), settleMs * deps.clock.speed);
    if (borrowers.size > 0) await deps.wake([...borrowers].map((id) => ({ queue: "turn", id, at })));
    if (faults.length > 0) throw faults[0];
    return { ...counts, strangers };
  };
}

/** Clocks of providers and phones differ by seconds; what claims to come later would make every next text look late. */
const aheadMs = 5 * secondMs;
/** Before there was any of this: a device without a clock. */
const earliest = instant("2000-01-01T00:00:00Z");

function believable(item: InboundItem, now: Instant): InboundItem {
  return item.at > plus(now, aheadMs) || item.at < earliest ? { ...item, at: now } : item;
}

async function store(deps: ReceiveDeps, channel: string, told: InboundItem): Promise<{ status: "stored" | "known" | "nobody"; borrowerId?: BorrowerId }> {
  const now = deps.clock.now();
  const item = believable(told, now);
  const id = deps.newId<InboundId>();
  const result = await keep(deps.store, channel, item, id, now);
  if (result.status === "nobody") deps.log.warn({ channel, kind: item.kind, inboundId: id }, "inbound item belongs to nobody");
  return result;
}

function keep(
  to: ReceiveStore,
  channel: string,
  item: InboundItem,
  id: InboundId,
  now: Instant,
): Promise<{ status: "stored" | "known" | "nobody"; borrowerId?: BorrowerId }> {
  switch (item.kind) {
    case "text":
      return to.text(channel, item, id, now);
    case "start":
      return to.start(channel, item, id, now);
    case "gone":
      return to.gone(channel, item, id, now);
    case "receipt":
      return to.receipt(channel, item, id, now);
  }
}
