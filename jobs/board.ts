/** Bull Board: what lies in the queues, to look at. Jobs only wake, so there is nothing that a person should change here. */
import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { HonoAdapter } from "@bull-board/hono";
import { serveStatic } from "@hono/node-server/serve-static";
import { Queue } from "bullmq";
import { Hono } from "hono";
import { brisk, prefix } from "./queue-backend.ts";
import { queueNames } from "./queues.ts";

export interface Board {
  /** GET `/queues` and below. */
  readonly app: Hono;
  close(): Promise<void>;
}

/** Of the queues on that Redis. */
export function createBoard(redisUrl: string): Board {
  const queues = queueNames.map((name) => {
    const queue = new Queue(name, { connection: { url: redisUrl, ...brisk }, prefix, skipMetasUpdate: true });
    queue.on("error", () => undefined);
    return queue;
  });
  const adapter = new HonoAdapter(serveStatic).setBasePath(path);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: "Huifang", environment: { label: "read only", color: "#8b96a5" } } },
  });
  const board = new Hono({ strict: false }).route(path, adapter.registerPlugin());
  const app = new Hono();
  // GET alone: read-only whatever the board's own code would take.
  for (const route of [path, `${path}/*`]) app.get(route, async (c) => withHeaders(await board.fetch(c.req.raw, c.env)));
  return {
    app,
    close: async () => {
      await Promise.all(queues.map((queue) => queue.close()));
    },
  };
}

const path = "/queues";

/** Its page asks Google for a font; it does without. Scripts from here only; its styles are partly inline. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

function withHeaders(answer: Response): Response {
  const headers = new Headers(answer.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "no-referrer");
  headers.set("x-frame-options", "DENY");
  return new Response(answer.body, { status: answer.status, headers });
}
