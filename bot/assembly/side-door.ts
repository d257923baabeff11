import { Hono } from "hono";
import { healthRoutes, type Readiness } from "../api/health.ts";
import { metricsRoute } from "../api/metrics-route.ts";
import type { Config } from "../config.ts";
import { listen } from "./door.ts";

export interface SideDoor {
  readonly said: readonly string[];
  close(): Promise<void>;
}

export interface SideDoorDeps {
  readonly ready: () => Promise<Readiness>;
  readonly metricsText: () => Promise<string>;
}

/** A worker's own small listener, where METRICS_PORT is given: how it is, for whoever supervises it. */
export async function openSideDoor(
  { METRICS_PORT: port, METRICS_HOST: host, METRICS_TOKEN: token }: Config,
  { ready, metricsText }: SideDoorDeps,
): Promise<SideDoor> {
  if (port === undefined) return { said: [], close: async () => undefined };
  const door = await listen({ config: { HOST: host, PORT: port } });
  const app = new Hono().route("/", healthRoutes(ready)).route("/", metricsRoute({ text: metricsText, token }));
  door.serve(app.fetch);
  return { said: [`Health and metrics: http://${host}:${String(door.port)}`], close: () => door.close() };
}
