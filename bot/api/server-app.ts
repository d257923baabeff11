import { Hono, type MiddlewareHandler } from "hono";
import type { Access } from "../app/access/ports.ts";
import type { Logger } from "../app/ports.ts";
import type { Api } from "./api.ts";
import { consolePages } from "./console-pages.ts";
import { onFault } from "./on-fault.ts";
import { problem } from "./problem.ts";
import { signIn, type SignedIn } from "./sign-in.ts";

export interface ServerAppDeps {
  readonly api: Api;
  readonly webhooks: Hono;
  /** The borrowers' own pages (`/chat/…`, `/chat-assets/…`). */
  readonly chat?: Hono;
  /** Mounted at `/sim-provider`: the demonstration's provider. */
  readonly simProvider?: Hono;
  /** Sees every request, refused ones too. */
  readonly around?: MiddlewareHandler;
  readonly metrics?: Hono;
  /** The queues, to look at (`/queues`). */
  readonly queues?: Hono;
  /** Where the built console lies; absolute. */
  readonly consoleDir: string;
  readonly access: Access;
  readonly log: Logger;
}

/** All that one server answers. Whatever the table of routes does not make public asks who calls. */
export function createServerApp({ api, webhooks, chat, simProvider, around, metrics, queues, consoleDir, access, log }: ServerAppDeps): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  app.onError(onFault(log));
  app.notFound((c) => problem(c, 404, "no such page"));
  if (around) app.use(around);
  app.use(signIn(access));
  app.route("/", api);
  app.route("/", webhooks);
  if (metrics) app.route("/", metrics);
  if (queues) app.route("/", queues);
  if (chat) app.route("/", chat);
  if (simProvider) app.route("/sim-provider", simProvider);
  app.route("/", consolePages(consoleDir));
  return app;
}
