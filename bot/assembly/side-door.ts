import { Hono } from "hono";
import { healthRoutes, type Readiness } from "../api/health.ts";
import type { Config } from "../config.ts";
import { listen } from "./door.ts";

export interface SideDoor {
  readonly said: readonly string[];
  close(): Promise<void>;
}

/** A worker's own small listener, where METRICS_PORT is given: how it is, for whoever supervises it. */
export async function openSideDoor(
  { METRICS_PORT: port, METRICS_HOST: host }: Config,
  { ready }: { readonly ready: () => Promise<Readiness> },
): Promise<SideDoor> {
  if (port === undefined) return { said: [], close: async () => undefined };
  const door = await listen({ config: { HOST: host, PORT: port } });
  const app = new Hono().route("/", healthRoutes(ready));
  door.serve(app.fetch);
  return { said: [`Health and metrics: http://${host}:${String(door.port)}`], close: () => door.close() };
}
