/** The HTTP side of one process: console, API, webhooks, chat and, in a demonstration, the simulated provider. */
import { randomBytes } from "node:crypto";
import { createServer as createHttpServer } from "node:http";
import type { Server } from "node:http";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { createApi } from "../api/api.ts";
import { createServerApp } from "../api/server-app.ts";
import { createWebhooks } from "../api/webhooks.ts";
import type { Channel, WakeUp } from "../app/ports.ts";
import { createReceive } from "../app/receive/receive.ts";
import { createChatPages } from "../channels/web/chat-pages.ts";
import { ServiceError, errorCode } from "../services/service-error.ts";
import { createChatStore } from "../store/chat-store.ts";
import { createConsoleStore } from "../store/console/console-store.ts";
import { createReceiveStore } from "../store/receive/receive-store.ts";
import type { Core } from "./core.ts";
import { keptSecret } from "./installation.ts";
import { repoRoot } from "./templates.ts";

export interface ServerDeps {
  readonly core: Core;
  readonly wake: WakeUp;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly simProvider?: Hono;
}

export function adminPassword({ config }: Core): string {
  return config.HUIFANG_ADMIN_PASSWORD ?? keptSecret(config.HUIFANG_DATA_DIR, "admin.password", () => randomBytes(12).toString("base64url"));
}

export function serverApp({ core, wake, channels, simProvider }: ServerDeps): { fetch: Hono["fetch"] } {
  const { clock, newId, log, bulletin, database, vault } = core;
  const base = { clock, newId, log, bulletin };
  const receive = createReceive({ ...base, store: createReceiveStore({ database, vault, newId }), wake });
  const password = adminPassword(core);
  return createServerApp({
    api: createApi({
      ...base,
      store: createConsoleStore(core),
      lender: core.installation.lender,
      adminPassword: password,
      clockInfo: () => (clock.speed > 1 ? { now: clock.now(), speed: clock.speed } : null),
      ready: async () =>
        await database.$queryRaw`SELECT 1`.then(
          () => true,
          () => false,
        ),
    }),
    webhooks: createWebhooks({ channels, receive, log }),
    chat: createChatPages({ chat: createChatStore(database, vault), receive, bulletin, clock, lender: { name: core.installation.lender } }),
    ...(simProvider && { simProvider }),
    consoleDir: join(repoRoot, "dist/console"),
    adminPassword: password,
    log,
  });
}

/** Throws ServiceError with one clear line where the port is taken or not allowed. */
export async function listen({ config }: Pick<Core, "config">): Promise<{ port: number; serve(fetch: Hono["fetch"]): void; close(): Promise<void> }> {
  let answer: ReturnType<typeof getRequestListener> | undefined;
  const server: Server = createHttpServer((request, response) => {
    if (answer) void answer(request, response);
    else response.writeHead(503, { "retry-after": "1" }).end("starting");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (fault) => {
      reject(new ServiceError(refusal(fault, config)));
    });
    server.listen(config.PORT, config.HOST, resolve);
  });
  const bound = server.address();
  return {
    port: typeof bound === "object" && bound !== null ? bound.port : config.PORT,
    serve: (fetch) => {
      answer = getRequestListener(fetch);
    },
    close: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        // Event streams stay open for ever.
        server.closeAllConnections();
      }),
  };
}

function refusal(fault: Error, { HOST, PORT }: Core["config"]): string {
  const where = `${HOST}:${String(PORT)}`;
  if (errorCode(fault) === "EADDRINUSE") return `${where} is in use: end what listens there, or choose another with PORT=3979.`;
  return `Cannot listen on ${where} (${errorCode(fault)}): choose another HOST or PORT.`;
}
