import { readFile } from "node:fs/promises";
import path from "node:path";
import { Hono, type Context } from "hono";
import { pageHeaders } from "./headers.ts";
import { problem } from "./problem.ts";

/** The client's own routes: each is answered with its one page. */
const clientRoutes = [
  "/",
  "/borrowers",
  "/borrowers/:id",
  "/escalations",
  "/escalations/:id",
  "/arrangements",
  "/arrangements/:id",
  "/documents",
  "/documents/:id",
  "/questionnaires",
  "/questionnaires/:id",
  "/rounds",
  "/rounds/:id",
  "/visits",
  "/reports/:id",
  "/webhooks",
  "/templates",
  "/messages",
  "/messages/:id",
  "/forecast",
  "/promises",
  "/set-password",
  "/account",
  "/people",
  "/keys",
];

/** The built console: assets have their hash in their names and never change, the page names them and always may. */
export function consolePages(consoleDir: string): Hono {
  const app = new Hono();
  const send = async (c: Context, file: string, cache: string): Promise<Response> => {
    const type = types.get(path.extname(file));
    const bytes = type && (await bytesOf(path.join(consoleDir, file)));
    if (!type || !bytes) return problem(c, 404, "no such file; has the console been built?");
    return c.body(bytes, 200, { "content-type": type, "cache-control": cache });
  };
  for (const route of clientRoutes) app.get(route, pageHeaders, (c) => send(c, "index.html", "no-store"));
  app.get("/favicon.svg", pageHeaders, (c) => send(c, "favicon.svg", "no-cache"));
  app.get("/assets/:file", pageHeaders, (c) => send(c, path.join("assets", path.basename(c.req.param("file"))), "public, max-age=31536000, immutable"));
  return app;
}

const types = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".svg", "image/svg+xml"],
  [".woff2", "font/woff2"],
]);

async function bytesOf(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch {
    return undefined;
  }
}
