import { SpanKind } from "@opentelemetry/api";
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Logger } from "../../app/ports.ts";
import type { Metrics } from "./metrics.ts";
import { inSpan } from "./spans.ts";

/** Durations by route as it is written in the code, never as it was called: a chat's path is its key. */
export function observedRequests({ httpSeconds, webhookSeconds }: Metrics, channels: ReadonlySet<string>, log: Logger): MiddlewareHandler {
  return async (c, next) => {
    const began = performance.now();
    const webhook = /^\/channels\/([^/]+)\/webhook$/.exec(c.req.path)?.[1];
    const channel = webhook === undefined || channels.has(webhook) ? webhook : "unknown";
    if (channel === undefined) await next();
    else await inSpan("webhook", { "huifang.channel": channel }, () => next(), SpanKind.SERVER);
    const seconds = (performance.now() - began) / 1_000;
    const status = `${String(Math.floor(c.res.status / 100))}xx`;
    const route = routePath(c, -1);
    httpSeconds.observe({ route, method: c.req.method, status }, seconds);
    if (channel !== undefined) webhookSeconds.observe({ channel, status }, seconds);
    log.debug({ route, method: c.req.method, status: c.res.status, ms: Math.round(seconds * 1_000) }, "request");
  };
}
