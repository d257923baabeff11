import { Hono } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import { z } from "zod";
import type { Clock } from "../../app/ports.ts";
import { isoInstant, plus, secondMs, type Instant } from "../../domain/calendar.ts";
import { createPost, type Post } from "../post.ts";
import { Agenda } from "./agenda.ts";
import { createPerson } from "./persons/person.ts";
import { hear } from "./persons/hear.ts";
import { signSim } from "./signature.ts";
import type { SimEvent } from "./webhook-body.ts";

export interface SimProviderDeps {
  readonly secret: string;
  /** Our own `/channels/sim/webhook`. */
  readonly webhookUrl: string;
  readonly clock: Clock;
  /** Posts a payment of that part of what is due to the ledger. A rejection is tried again like a webhook. */
  pay(payment: { readonly address: string; readonly fraction: number }): Promise<void>;
  /** Real milliseconds before a refused webhook or payment is tried again, doubled each time (5 s). */
  readonly every?: number;
  /** Another seed, other borrowers (1). */
  readonly seed?: number;
}

export interface SimProvider {
  /** `POST /send`, to be mounted at `/sim-provider`. */
  readonly app: Hono;
  /** Does all that is due by the clock; safe to call while an earlier call still runs. */
  tick(): Promise<void>;
  /** How much is still to come: receipts, replies, payments, retries. */
  pending(): number;
}

/** A provider with borrowers behind it, as real as HTTP makes it: idempotent sends, signed webhooks at least once. */
export function createSimProvider({ secret, webhookUrl, clock, pay, every = 5 * secondMs, seed = 1 }: SimProviderDeps): SimProvider {
  const agenda = new Agenda<Task>();
  const post = createPost();
  const taken = new Set<string>();
  const app = new Hono();
  let running = 0;

  app.post("/send", bearerAuth({ token: secret }), async (c) => {
    const body = sendBody.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return c.json({ error: "invalid" }, 400);
    const { id, to, text } = body.data;
    if (!taken.has(id)) {
      taken.add(id);
      forgetOldest(taken);
      for (const { at, task } of deliver(id, to, text, clock.now(), seed)) agenda.add(at, task);
    }
    return c.json({ providerMessageId: providerIdOf(id) });
  });

  async function tick(): Promise<void> {
    const due = agenda.takeDue(clock.now());
    running += due.length;
    try {
      const events = due.flatMap((task) => (task.kind === "event" ? [task] : []));
      for (let from = 0; from < events.length; from += eventsPerPost) await postEvents(events.slice(from, from + eventsPerPost));
      for (const task of due) if (task.kind === "pay") await payNow(task);
    } finally {
      running -= due.length;
    }
  }

  async function postEvents(tasks: readonly EventTask[]): Promise<void> {
    if (
      await postWebhook(
        post,
        { secret, webhookUrl, now: clock.now() },
        tasks.map((task) => task.event),
      )
    )
      return;
    tasks.forEach(again);
  }

  async function payNow(task: PayTask): Promise<void> {
    await pay({ address: task.address, fraction: task.fraction }).catch(() => again(task));
  }

  function again(task: Task): void {
    if (task.tries + 1 < maxTries) agenda.add(plus(clock.now(), every * clock.speed * 2 ** task.tries), { ...task, tries: task.tries + 1 });
  }

  return { app, tick, pending: () => agenda.size + running };
}

type EventTask = { readonly kind: "event"; readonly event: SimEvent; readonly tries: number };
type PayTask = { readonly kind: "pay"; readonly address: string; readonly fraction: number; readonly tries: number };
type Task = EventTask | PayTask;

const sendBody = z.object({ id: z.string().min(1).max(150), to: z.string().min(1).max(200), text: z.string().min(1).max(10_000) });

/** The provider's id follows from ours, so that a provider started anew still knows what it took. */
const providerIdOf = (id: string): string => `sim-${id}`;

const eventsPerPost = 100;
/** With 5 s doubled each time: almost a day of trying. */
const maxTries = 15;
const maxTaken = 200_000;

/** What follows from one text: receipts, and what its reader does. */
function deliver(id: string, to: string, text: string, now: Instant, seed: number): readonly { at: Instant; task: Task }[] {
  const providerMessageId = providerIdOf(id);
  const receipt = (state: "delivered" | "read", afterMs: number): { at: Instant; task: Task } => {
    const at = plus(now, afterMs);
    return {
      at,
      task: {
        kind: "event",
        tries: 0,
        event: { type: "receipt", id: `${providerMessageId}:${state}`, at: isoInstant(at), state, providerMessageId, messageId: id },
      },
    };
  };
  const person = createPerson(to, seed);
  const actions = hear(person, text, now).map((action, n): { at: Instant; task: Task } => {
    const at = plus(now, action.afterMs);
    if (action.kind === "pay") return { at, task: { kind: "pay", tries: 0, address: to, fraction: action.fraction } };
    return {
      at,
      task: { kind: "event", tries: 0, event: { type: "text", id: `${providerMessageId}:reply:${n}`, from: to, at: isoInstant(at), text: action.text } },
    };
  });
  // The silent do not even open it.
  return [receipt("delivered", secondMs), ...(person.temperament === "silent" ? [] : [receipt("read", 3 * secondMs)]), ...actions];
}

async function postWebhook(
  post: Post,
  { secret, webhookUrl, now }: { secret: string; webhookUrl: string; now: Instant },
  events: readonly SimEvent[],
): Promise<boolean> {
  const body = JSON.stringify({ events });
  const signature = signSim(secret, Buffer.from(body), now);
  const posted = await post({
    url: webhookUrl,
    headers: { "content-type": "application/json", "x-sim-signature": signature },
    body,
    signal: AbortSignal.timeout(10 * secondMs),
  });
  return posted.kind === "answered" && posted.status >= 200 && posted.status < 300;
}

function forgetOldest(ids: Set<string>): void {
  if (ids.size <= maxTaken) return;
  const [oldest] = ids;
  if (oldest !== undefined) ids.delete(oldest);
}
