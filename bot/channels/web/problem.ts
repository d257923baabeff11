import type { Context } from "hono";

/** An RFC 9457 problem document; the detail names fields and kinds of fault, never what was written. */
export function problem(c: Context, status: 400 | 404 | 413 | 429, detail: string): Response {
  const body = { type: "about:blank", title: titles[status], status, detail };
  return c.body(JSON.stringify(body), status, { "content-type": "application/problem+json" });
}

const titles = { 400: "Bad Request", 404: "Not Found", 413: "Content Too Large", 429: "Too Many Requests" } as const;
