import { addDays, dayIn, dayMs, instantAt, plus, type Instant, type Zone } from "../calendar.ts";
import type { Budget, ContactKind, Layer, Policy } from "./policy.ts";

/** One contact with a person: whoever made it, for whichever loan, on whichever channel. */
export interface Contact {
  readonly at: Instant;
  readonly kind: ContactKind;
}

export interface BudgetAsked {
  readonly now: Instant;
  readonly zone: Zone;
  readonly kind: ContactKind;
  readonly priority: number;
  /** So many contacts of each week or month are left to what is more important; absent: none. */
  readonly leaves?: number;
  /** Of the last 31 days. */
  readonly contacts: readonly Contact[];
  /** When the borrower last wrote, called or was spoken to. */
  readonly answeredAt?: Instant;
}

export interface BudgetWait {
  readonly rule: "budget" | "pause";
  readonly until: Instant;
  readonly detail: string;
  readonly layer: Layer;
}

/** Which budgets are used up, and from when one more fits. */
export function budgetWaits(asked: BudgetAsked, policy: Policy): BudgetWait[] {
  const waits: BudgetWait[] = [];
  for (const layer of policy.layers) {
    for (const budget of layer.budgets ?? []) {
      if (!budget.of.includes(asked.kind)) continue;
      const until = freeFrom(budget, asked);
      if (until !== undefined) waits.push({ rule: "budget", until, detail: budget.unanswered ? `${budget.window}, unanswered` : budget.window, layer });
    }
    for (const pause of layer.pauses ?? []) {
      if (asked.answeredAt === undefined || !pause.of.includes(asked.kind)) continue;
      const until = plus(asked.answeredAt, pause.ms);
      if (until > asked.now) waits.push({ rule: "pause", until, detail: "conversation", layer });
    }
  }
  return waits;
}

/** Undefined: one more fits now. A calendar day's budget is new at midnight, that of days when the oldest leaves them. */
function freeFrom(budget: Budget, { now, zone, priority, leaves = 0, contacts, answeredAt }: BudgetAsked): Instant | undefined {
  const kept = budget.kept && priority < budget.kept.fromPriority ? Math.max(0, budget.most - budget.kept.count) : budget.most;
  // Never all of a budget: of a single contact a month nothing can be left.
  const most = budget.window === "day" || leaves === 0 ? kept : Math.min(kept, Math.max(1, budget.most - leaves));
  if (contacts.length < most) return undefined;
  const today = dayIn(now, zone);
  const length = budget.window === "week" ? 7 * dayMs : 30 * dayMs;
  const counted = contacts
    .filter(({ at, kind }) => budget.of.includes(kind) && !(budget.unanswered && answeredAt !== undefined && at <= answeredAt))
    .filter(({ at }) => (budget.window === "day" ? dayIn(at, zone) === today : at > now - length))
    .map(({ at }) => at)
    .toSorted((a, b) => a - b);
  if (counted.length < most) return undefined;
  if (budget.window === "day") return instantAt(addDays(today, 1), 0, zone);
  // When so many have left the window that one more fits.
  return plus(counted[counted.length - most] ?? now, length);
}
