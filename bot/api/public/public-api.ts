import { arrangementResource } from "./arrangement-resource.ts";
import { borrowerResource } from "./borrower-resource.ts";
import { checkinResource } from "./checkin-resource.ts";
import type { PublicApiDeps } from "./deps.ts";
import { escalationResource } from "./escalation-resource.ts";
import { keyed } from "./keyed.ts";
import { loanResource } from "./loan-resource.ts";
import { messageResource } from "./message-resource.ts";
import { paced } from "./paced.ts";
import { paymentResource } from "./payment-resource.ts";
import { promiseResource } from "./promise-resource.ts";
import { publicRoutes } from "./public-routes.ts";
import { statusResource } from "./status-resource.ts";

/** `/api/v1`: what other systems rely on (docs/integrators.md). Stands behind the sign-in, which says who calls. */
export function createPublicApi(deps: PublicApiDeps) {
  const app = publicRoutes();
  app.use("/api/v1/*", paced(deps), keyed(deps));
  for (const resource of [
    borrowerResource(deps),
    loanResource(deps),
    paymentResource(deps),
    messageResource(deps),
    promiseResource(deps),
    arrangementResource(deps),
    checkinResource(deps),
    statusResource(deps),
    escalationResource(deps),
  ]) {
    app.route("/", resource);
  }
  app.openAPIRegistry.registerComponent("securitySchemes", "key", { type: "http", scheme: "bearer", description: "an API key, with scopes" });
  app.doc31("/api/v1/openapi.json", {
    openapi: "3.1.0",
    info: { title: "Huifang", version: "1", description: "For other systems of the lender; docs/integrators.md says how." },
    security: [{ key: [] }],
  });
  return app;
}
