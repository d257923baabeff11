import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Hono } from "hono";

/** `/chat-assets/chat.js` and `.css`: kept by the browser, asked after by ETag, so that a new release shows at once. */
export function chatAssets(): Hono {
  const app = new Hono();
  for (const { name, type } of files) {
    const body = readFileSync(join(import.meta.dirname, "assets", name), "utf8");
    const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
    const headers = { etag, "cache-control": "no-cache", "x-content-type-options": "nosniff" };
    app.get(`/chat-assets/${name}`, (c) => {
      if (c.req.header("if-none-match")?.includes(etag)) return c.body(null, 304, headers);
      return c.body(body, 200, { ...headers, "content-type": type });
    });
  }
  return app;
}

const files = [
  { name: "chat.js", type: "text/javascript; charset=utf-8" },
  { name: "chat.css", type: "text/css; charset=utf-8" },
] as const;
