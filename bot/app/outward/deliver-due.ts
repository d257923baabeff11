/** Delivers what is due of one subscription, at least once each (design §3.1), a batch at a time until nothing is left. */
import { isoInstant, plus } from "../../domain/calendar.ts";
import { nextWebhookAt, restMs } from "../../domain/outward/retry.ts";
import type { Base } from "../ports.ts";
import type { DeliveryStore, DueBatch, DueDelivery, Posted, PostSigned, Settled } from "./ports.ts";

export interface DeliverDeps extends Base {
  readonly store: DeliveryStore;
  readonly post: PostSigned;
  /** 0 to 1. */
  readonly random: () => number;
}

/** At once to one receiver: enough to keep up, few enough that a hanging one ties up little. */
const batchSize = 8;
/** Then other subscriptions have their turn; the sweep comes back. */
const mostBatches = 50;

export async function deliverDue(deps: DeliverDeps, subscription: string): Promise<void> {
  for (let n = 0; n < mostBatches; n++) {
    const batch = await deps.store.claim(subscription, deps.clock.now(), batchSize);
    if (!batch) return;
    const answers = await Promise.all(batch.deliveries.map(async (delivery) => ({ delivery, posted: await post(deps, batch, delivery) })));
    if (!(await settle(deps, subscription, batch, answers))) return;
  }
}

type Answer = { readonly delivery: DueDelivery; readonly posted: Posted };

const post = ({ post }: DeliverDeps, { url, secrets }: DueBatch, delivery: DueDelivery): Promise<Posted> =>
  post({ url, secrets, id: delivery.eventId, body: bodyOf(delivery) });

/** Ids, kinds and amounts only; the same bytes at every attempt. */
export const bodyOf = ({ eventId, type, at, sequence, data }: Pick<DueDelivery, "eventId" | "type" | "at" | "sequence" | "data">): string =>
  JSON.stringify({ id: eventId, type, timestamp: isoInstant(at), sequence, data });

/** Whether to go on with the next batch: not where nothing of this one arrived. */
async function settle(deps: DeliverDeps, subscription: string, batch: DueBatch, answers: readonly Answer[]): Promise<boolean> {
  const { store, clock, log } = deps;
  const settled = answers.map((answer) => settledOf(deps, answer));
  const arrived = settled.some(({ became }) => became === "delivered");
  const gone = answers.some(({ posted }) => posted.kind === "answered" && posted.status === 410);
  const failures = batch.failures + 1;
  const well = { is: "well" } as const;
  const resting = { is: "resting", until: plus(clock.now(), restMs(failures)) } as const;
  await store.settle(subscription, clock.now(), settled, gone ? { is: "gone" } : arrived ? well : resting);
  if (!arrived) log.warn({ subscription, failures, gone }, "webhook: nothing arrived");
  return arrived && !gone;
}

function settledOf({ clock, random }: DeliverDeps, { delivery: { id, attempts, since }, posted }: Answer): Settled {
  const outcome = posted.kind === "answered" ? `http_${String(posted.status)}` : posted.code;
  if (posted.kind === "answered" && posted.status >= 200 && posted.status < 300) return { id, outcome, became: "delivered" };
  const afterMs = posted.kind === "answered" ? posted.retryAfterMs : undefined;
  const dueAt = nextWebhookAt({ attempts, since, now: clock.now(), afterMs, jitter: random() });
  return dueAt === undefined ? { id, outcome, became: "dead" } : { id, outcome, became: "pending", dueAt };
}
