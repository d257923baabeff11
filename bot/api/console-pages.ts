import { readFileSync } from "node:fs";
import path from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { pageHeaders } from "./headers.ts";
import { problem } from "./problem.ts";

/** The client's own routes: each is answered with its one page. */
const clientRoutes = ["/", "/borrowers", "/borrowers/:id", "/escalations", "/escalations/:id"];

/** The built console: assets have their hash in their names and never change, the page names them and always may. */
export function consolePages(consoleDir: string): Hono {
  const app = new Hono();
  for (const route of clientRoutes) {
    app.get(route, pageHeaders, (c) => {
      const html = indexHtml(consoleDir);
      c.header("cache-control", "no-store");
      return html === undefined ? problem(c, 503, "the console has not been built") : c.html(html);
    });
  }
  const files = serveStatic({ root: consoleDir });
  app.get("/assets/:file", pageHeaders, async (c, next) => {
    const found = await files(c, next);
    if (found?.ok) found.headers.set("cache-control", "public, max-age=31536000, immutable");
    return found;
  });
  app.get("/favicon.svg", pageHeaders, files);
  return app;
}

/** Read each time: a build may have been put in its place. */
function indexHtml(consoleDir: string): string | undefined {
  try {
    return readFileSync(path.join(consoleDir, "index.html"), "utf8");
  } catch {
    return undefined;
  }
}
