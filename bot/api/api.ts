import { bodyLimit } from "hono/body-limit";
import type { ApiDeps } from "./deps.ts";
import { consoleEvents } from "./events.ts";
import { apiHeaders } from "./headers.ts";
import { healthRoutes } from "./health.ts";
import { newRoutes } from "./new-routes.ts";
import { onFault } from "./on-fault.ts";
import { problem } from "./problem.ts";
import { createPublicApi } from "./public/public-api.ts";
import { arrangementRoutes } from "./routes/arrangement-routes.ts";
import { accountRoutes } from "./routes/account-routes.ts";
import { reportRoutes } from "./routes/report-routes.ts";
import { peopleRoutes } from "./routes/people-routes.ts";
import { checkinRoutes } from "./routes/checkin-routes.ts";
import { documentRoutes } from "./routes/document-routes.ts";
import { contactRoutes } from "./routes/contact-routes.ts";
import { borrowerRoutes } from "./routes/borrower-routes.ts";
import { escalationRoutes } from "./routes/escalation-routes.ts";
import { forecastRoutes } from "./routes/forecast-routes.ts";
import { messageLogRoutes } from "./routes/message-log-routes.ts";
import { todayRoutes } from "./routes/today-routes.ts";
import { sessionRoutes } from "./routes/session-routes.ts";
import { sameSite } from "./same-site.ts";
import { storable } from "./storable.ts";
import { templateRoutes } from "./routes/template-routes.ts";
import { wordingRoutes } from "./routes/wording-routes.ts";
import { webhookRoutes } from "./routes/webhook-routes.ts";

/** The HTTP API: `/api/console` for our pages, `/api/v1` for other systems (ADR 0014), and what tells a supervisor of processes how this one is. */
export function createApi(deps: ApiDeps) {
  const app = newRoutes();
  app.onError(onFault(deps.log));
  app.route("/", healthRoutes(deps.ready));

  app.use("/api/*", apiHeaders, sameSite(deps.publicUrl));
  app.use("/api/console/*", limit(maxBodyBytes));
  app.use("/api/v1/*", limit(maxPublicBodyBytes));
  app.use("/api/*", storable);
  app.get("/api/console/events", (c) => consoleEvents(c, deps.bulletin, deps.heartbeatMs ?? 15_000));
  app.route("/", createPublicApi(deps.public));
  return app
    .route("/", todayRoutes(deps))
    .route("/", borrowerRoutes(deps))
    .route("/", contactRoutes(deps))
    .route("/", escalationRoutes(deps))
    .route("/", arrangementRoutes(deps))
    .route("/", documentRoutes(deps))
    .route("/", checkinRoutes(deps))
    .route("/", reportRoutes(deps))
    .route("/", messageLogRoutes(deps))
    .route("/", forecastRoutes(deps))
    .route("/", sessionRoutes(deps))
    .route("/", webhookRoutes(deps.outward))
    .route("/", accountRoutes(deps))
    .route("/", peopleRoutes(deps))
    .route("/", wordingRoutes(deps))
    .route("/", templateRoutes(deps));
}

/** What the console's client is typed by. */
export type Api = ReturnType<typeof createApi>;
export type { ForecastNewsLine } from "./forecast-forms.ts";

/** The longest is a note of an officer's. */
const maxBodyBytes = 64 * 1024;
/** A thousand payments, or a loan with a schedule of a hundred years. */
const maxPublicBodyBytes = 1024 * 1024;

const limit = (maxSize: number) => bodyLimit({ maxSize, onError: (c) => problem(c, 413, "body: too large") });
