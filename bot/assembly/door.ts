/** Where requests come in: one port, opened before anything else and closed before anything else. */
import { randomInt, randomUUID } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { Config } from "../config.ts";
import { inCourseOf } from "../log.ts";
import { ServiceError, errorCode } from "../services/service-error.ts";

export interface Door {
  readonly port: number;
  serve(fetch: Hono["fetch"]): void;
  /** From now on answers ask the caller to open a new connection next time: elsewhere, if a balancer is in front. */
  leave(): void;
  /** Takes nothing new, ends event streams, and waits for what is being answered, at most so long. */
  drain(mostMs: number): Promise<void>;
  /** At once. */
  close(): Promise<void>;
}

/** How long an event stream's page waits before it comes back; spread, so that they do not all come at once. */
const comeBackMs = { least: 300, spread: 1_700 };

/** Throws ServiceError with one clear line where the port is taken or not allowed. */
export async function listen({ config }: { readonly config: Pick<Config, "HOST" | "PORT"> }): Promise<Door> {
  let answer: ReturnType<typeof getRequestListener> | undefined;
  let leaving = false;
  const open = new Set<ServerResponse>();
  const server: Server = createServer((request, response) => {
    open.add(response);
    response.once("close", () => open.delete(response));
    if (leaving) response.setHeader("connection", "close");
    // Our own, never the caller's: whatever stands there would be in every line of the log.
    const requestId = randomUUID();
    response.setHeader("x-request-id", requestId);
    const listener = answer;
    if (listener) void inCourseOf({ requestId }, () => listener(request, response));
    else response.writeHead(503, { "retry-after": "1" }).end("starting");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (fault) => {
      reject(new ServiceError(refusal(fault, config)));
    });
    server.listen(config.PORT, config.HOST, resolve);
  });
  const bound = server.address();
  const close = (): Promise<void> =>
    new Promise((done) => {
      server.close(() => {
        done();
      });
      // Event streams stay open for ever.
      server.closeAllConnections();
    });
  return {
    port: typeof bound === "object" && bound !== null ? bound.port : config.PORT,
    serve: (fetch) => {
      answer = getRequestListener(fetch);
    },
    leave: () => {
      leaving = true;
    },
    async drain(mostMs) {
      leaving = true;
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const response of open) if (isStream(response)) endStream(response);
      // Connections that were busy when the server closed would idle on in keep-alive.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const limit = new AbortController();
      await Promise.race([closed, pause(mostMs, undefined, { signal: limit.signal }).catch(() => undefined)]);
      limit.abort();
      clearInterval(idle);
      server.closeAllConnections();
    },
    close,
  };
}

const isStream = (response: ServerResponse): boolean => String(response.getHeader("content-type") ?? "").startsWith("text/event-stream");

/** HTML, "Server-sent events": `retry` sets after how many milliseconds the page connects again. */
function endStream(response: ServerResponse): void {
  const after = comeBackMs.least + randomInt(comeBackMs.spread);
  response.write(`retry: ${String(after)}\n\n`, () => response.end());
}

function refusal(fault: Error, { HOST, PORT }: Pick<Config, "HOST" | "PORT">): string {
  const where = `${HOST}:${String(PORT)}`;
  if (errorCode(fault) === "EADDRINUSE") return `${where} is in use: end what listens there, or choose another with PORT=3979.`;
  return `Cannot listen on ${where} (${errorCode(fault)}): choose another HOST or PORT.`;
}
