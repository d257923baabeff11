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
    for (const alike of inRuns(items)) {
      const results = await Promise.allSettled(alike.map((item) => store(deps, channel, item)));
      for (const [at, result] of results.entries()) {
        const item = alike[at];
        // The items beside it are stored; the provider delivers the batch again, and those are then known.
        if (result.status === "rejected") faults.push(result.reason);
        if (result.status === "rejected" || !item) continue;
        counts[result.value.status]++;
        if (result.value.status === "nobody" && (item.kind === "text" || item.kind === "start")) strangers.push(item.providerId);
        if (result.value.borrowerId) borrowers.add(result.value.borrowerId);
      }
    }
    const at = plus(deps.clock.now(), settleMs * deps.clock.speed);
    if (borrowers.size > 0) await deps.wake([...borrowers].map((id) => ({ queue: "turn", id, at })));
    if (faults.length > 0) throw faults[0];
    return { ...counts, strangers };
  };
}

/** Texts in a row are stored together, and so are receipts; what opens or ends a chat is on its own, in its place. */
function inRuns(items: readonly InboundItem[]): InboundItem[][] {
  const runs: InboundItem[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    if (run?.[0]?.kind === item.kind && (item.kind === "text" || item.kind === "receipt")) run.push(item);
    else runs.push([item]);
  }
  return runs;
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
