/** The HTTP side of one process: console, API, webhooks, chat and, in a demonstration, the simulated provider. */
import { join } from "node:path";
import type { Hono } from "hono";
import { createApi } from "../api/api.ts";
import type { Readiness } from "../api/health.ts";
import { createServerApp } from "../api/server-app.ts";
import { metricsRoute } from "../api/metrics-route.ts";
import { createWebhooks } from "../api/webhooks.ts";
import type { Channel, Receive, WakeUp } from "../app/ports.ts";
import { createReceiveFile } from "../app/documents/receive-file.ts";
import { createReceive } from "../app/receive/receive.ts";
import { createChatPages } from "../channels/web/chat-pages.ts";
import { createChatStore } from "../store/chat-store.ts";
import { createArrangementStore } from "../store/arrangements/arrangement-store.ts";
import { createConsoleStore } from "../store/console/console-store.ts";
import { createCheckinResults } from "../store/checkin-results/checkin-results-store.ts";
import { createReportStore } from "../store/reports/report-store.ts";
import { createQuestionnaireStore } from "../store/checkins/questionnaire-store.ts";
import { createRoundStore } from "../store/checkins/round-store.ts";
import { showCheckin } from "../templates/show-checkin.ts";
import { createDocumentIntake } from "../store/documents/intake-store.ts";
import { createDocumentStore } from "../store/documents/document-store.ts";
import { cleanFile } from "../files/clean-file.ts";
import { createMessageLogStore } from "../store/message-log/message-log-store.ts";
import { createReceiveStore } from "../store/receive/receive-store.ts";
import type { Board } from "../../jobs/board.ts";
import type { Core } from "./core.ts";
import { openFiles } from "./files.ts";
import { openForecastDesk } from "./forecast.ts";
import type { Metrics } from "./observe/metrics.ts";
import { observedRequests } from "./observe/observed-requests.ts";
import type { Accounts } from "../store/people/accounts.ts";
import { publicApiDeps } from "./public-api.ts";
import { manageWebhooks } from "./outward.ts";
import { openTelegram } from "./telegram.ts";
import { openShelf } from "./shelf.ts";
import { repoRoot } from "./templates.ts";

export interface ServerDeps {
  readonly core: Core;
  readonly wake: WakeUp;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly accounts: Accounts;
  readonly simProvider?: Hono;
  readonly ready: () => Promise<Readiness>;
  readonly metrics: Metrics;
  readonly metricsText: () => Promise<string>;
  readonly board: Board | undefined;
}

export function serverApp({ core, wake, channels, accounts, simProvider, ready, metrics, metricsText, board }: ServerDeps): {
  fetch: Hono["fetch"];
  receive: Receive;
} {
  const { clock, newId, log, bulletin, database, vault } = core;
  const base = { clock, newId, log, bulletin };
  const receive = createReceive({ ...base, store: createReceiveStore({ database, vault, newId }), wake });
  const files = openFiles(core.config);
  const receiveFile = createReceiveFile({ ...base, store: createDocumentIntake({ database, vault, newId }), files, clean: cleanFile, receive });
  const show = (source: string) => showCheckin(source, "a kept version", core.installation.lender, core.guard, core.texts).shown;
  const telegram = openTelegram(core);
  const { fetch } = createServerApp({
    api: createApi({
      ...base,
      store: createConsoleStore(core),
      messageLog: createMessageLogStore(core),
      forecast: openForecastDesk(core),
      outward: manageWebhooks(core),
      lender: core.installation.lender,
      ...accounts,
      trustedProxies: core.config.TRUSTED_PROXIES,
      ...(core.config.PUBLIC_URL !== undefined && { publicUrl: core.config.PUBLIC_URL }),
      clockInfo: () => (clock.speed > 1 ? { now: clock.now(), speed: clock.speed } : null),
      ready,
      guard: core.guard,
      wording: openShelf(core),
      arrangements: { ...base, store: createArrangementStore(core), policy: core.arrangements, wake },
      checkins: { ...base, store: createCheckinResults({ ...core, show }), questionnaires: createQuestionnaireStore(core), started: createRoundStore(core) },
      reports: { ...base, store: createReportStore({ ...core, show }) },
      documents: { ...base, store: createDocumentStore(core), files },
      public: publicApiDeps(core, core.config.API_REQUESTS_PER_MINUTE),
      ...(telegram && { telegramLink: () => telegram.link() }),
    }),
    webhooks: createWebhooks({ channels, receive, log }),
    chat: createChatPages({ chat: createChatStore(database, vault), receive, receiveFile, bulletin, clock, lender: { name: core.installation.lender } }),
    ...(simProvider && { simProvider }),
    around: observedRequests(metrics, new Set(channels.keys()), log),
    metrics: metricsRoute({ text: metricsText, token: core.config.METRICS_TOKEN }),
    ...(board && { queues: board.app }),
    consoleDir: join(repoRoot, "dist/console"),
    access: accounts.access,
    log,
  });
  return { fetch, receive };
}
