import { createHash, timingSafeEqual } from "node:crypto";
import { Hono, type Context } from "hono";
import { getConnInfo } from "@hono/node-server/conninfo";
import { problem } from "./problem.ts";

export interface MetricsRouteDeps {
  /** In Prometheus' text format. */
  readonly text: () => Promise<string>;
  /** Undefined: only this machine itself may read. */
  readonly token: string | undefined;
}

/** `/metrics`. Without a token from this machine alone, and not through a proxy on it, which would be everybody. */
export function metricsRoute({ text, token }: MetricsRouteDeps): Hono {
  const app = new Hono();
  app.get("/metrics", async (c) => {
    if (token === undefined ? !isLocal(c) : !isBearer(c.req.header("authorization"), token)) {
      if (token !== undefined) c.header("www-authenticate", "Bearer");
      return problem(c, token === undefined ? 403 : 401, token === undefined ? "from this machine only, or with METRICS_TOKEN" : "bearer token");
    }
    return c.text(await text(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" });
  });
  return app;
}

const forwarded = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

function isLocal(c: Context): boolean {
  if (forwarded.some((name) => c.req.header(name) !== undefined)) return false;
  try {
    const { address = "" } = getConnInfo(c).remote;
    return address === "::1" || /^(::ffff:)?127\./.test(address);
  } catch {
    return false; // no connection to ask: not from this machine
  }
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
const isBearer = (header: string | undefined, token: string): boolean => timingSafeEqual(digest(header ?? ""), digest(`Bearer ${token}`));
