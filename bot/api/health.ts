import { Hono } from "hono";
import { problem } from "./problem.ts";

/**
 * `degraded`: work goes on, something is to be mended (queues away: what is due is found again later). `draining`: this
 * process is ending and wants no new work. Only names and states: anybody may read it.
 */
export interface Readiness {
  readonly status: "ready" | "degraded" | "not_ready" | "draining";
  readonly checks: Readonly<Record<string, string>>;
}

/** `/healthz`: the process answers. `/readyz`: it can and wants to work. For balancers and supervisors of processes. */
export function healthRoutes(ready: () => Promise<Readiness>): Hono {
  const app = new Hono();
  app.get("/healthz", (c) => c.json({ status: "up" }));
  app.get("/readyz", async (c) => {
    c.header("cache-control", "no-store");
    const { status, checks } = await ready();
    if (status === "ready" || status === "degraded") return c.json({ status, checks });
    const failing = Object.entries(checks).flatMap(([name, state]) => (state === "ok" ? [] : [`${name} ${state}`]));
    return problem(c, 503, status === "draining" ? "draining" : `not ready: ${failing.join(", ")}`);
  });
  return app;
}
