/** What a verified webhook brought: stored under the provider's ids before the provider is answered. */
import { plus, secondMs } from "../../domain/calendar.ts";
import type { BorrowerId, InboundId } from "../../domain/ids.ts";
import type { Base, Receive, WakeUp } from "../ports.ts";
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
    for (const item of items) {
      const now = deps.clock.now();
      const id = deps.newId<InboundId>();
      let result: { status: "stored" | "known" | "nobody" };
      if (item.kind === "text") {
        const stored = await deps.store.text(channel, item, id, now);
        if (stored.status === "stored") borrowers.add(stored.borrowerId);
        result = stored;
      } else {
        result = await deps.store.receipt(channel, item, id, now);
      }
      counts[result.status]++;
      if (result.status === "nobody") deps.log.warn({ channel, kind: item.kind, inboundId: id }, "inbound item belongs to nobody");
    }
    const at = plus(deps.clock.now(), settleMs * deps.clock.speed);
    if (borrowers.size > 0) await deps.wake([...borrowers].map((id) => ({ queue: "turn", id, at })));
    return counts;
  };
}
