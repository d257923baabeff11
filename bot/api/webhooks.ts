import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Channel, Logger, Receive } from "../app/ports.ts";
import { problem } from "./problem.ts";

export interface WebhookDeps {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly receive: Receive;
  readonly log: Logger;
}

/** Providers batch up to some hundred events. */
const maxBytes = 1024 * 1024;

/** `/channels/<name>/webhook`: the channel verifies the raw body; what is stored is answered 200, else delivered again. */
export function createWebhooks({ channels, receive, log }: WebhookDeps): Hono {
  const app = new Hono();
  app.post("/channels/:name/webhook", bodyLimit({ maxSize: maxBytes, onError: (c) => problem(c, 413, "body: too large") }), async (c) => {
    const name = c.req.param("name");
    const channel = channels.get(name);
    if (!channel) return problem(c, 404, "no such channel");
    const rawBody = new Uint8Array(await c.req.arrayBuffer());
    const read = channel.readWebhook({ headers: c.req.raw.headers, rawBody });
    if (read.status === "refused") return problem(c, 401, "not signed");
    if (read.status === "unreadable") return problem(c, 400, read.problem);
    try {
      const { stored, known, strangers = [] } = await receive(name, read.items);
      // Not waited for: the provider wants its answer, and what is told besides may fail.
      void read.afterwards?.(strangers).catch((fault: unknown) => {
        log.warn({ channel: name, fault: fault instanceof Error ? fault.name : "unknown" }, "provider not told");
      });
      return c.json({ stored, known }, 200);
    } catch (fault) {
      // the provider delivers it again
      log.error({ channel: name, fault: fault instanceof Error ? fault.name : "unknown", items: read.items.length }, "webhook not stored");
      return problem(c, 500, "not stored; deliver it again");
    }
  });
  return app;
}
