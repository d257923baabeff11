import { createRoute, z } from "@hono/zod-openapi";
import { json } from "../json.ts";
import { problem } from "../problem.ts";
import { idParam } from "./bodies.ts";
import { looking } from "./caller-of.ts";
import type { PublicApiDeps } from "./deps.ts";
import { pageOf, promise, promiseCounts } from "./forms.ts";
import { publicProblems, publicRoutes } from "./public-routes.ts";
import { at, byMoment, cursorOf, pageAsked } from "./queries.ts";

const promises = pageOf(promise);
const tags = ["Promises"];
const states = z.enum(["open", "kept", "partly_kept", "broken", "replaced"]);

const list = createRoute({
  tags,
  method: "get",
  path: "/api/v1/promises",
  summary: "Promises to pay, the latest confirmed first",
  request: { query: z.strictObject({ ...byMoment, borrower: z.uuid().optional(), state: states.optional() }) },
  responses: { 200: json("A page", promises), ...publicProblems },
});
const counts = createRoute({
  tags,
  method: "get",
  path: "/api/v1/promises/counts",
  summary: "How many promises of a span of time (by when they were confirmed) were kept, of how many",
  request: { query: z.strictObject({ from: at, to: at }) },
  responses: { 200: json("Numerator and denominators", promiseCounts), ...publicProblems },
});
const read = createRoute({
  tags,
  method: "get",
  path: "/api/v1/promises/{id}",
  summary: "A promise",
  request: { params: idParam },
  responses: { 200: json("The promise", promise), ...publicProblems },
});

export function promiseResource(deps: PublicApiDeps) {
  return publicRoutes()
    .openapi(list, async (c) => {
      const { borrower, state, ...page } = c.req.valid("query");
      const { items, next } = await deps.records.promises({ ...pageAsked(page), borrower, state }, looking(c, deps));
      return c.json(promises.parse({ items, next: cursorOf(next) }), 200);
    })
    .openapi(counts, async (c) => c.json(promiseCounts.parse(await deps.records.promiseCounts(c.req.valid("query"))), 200))
    .openapi(read, async (c) => {
      const found = await deps.records.promise(c.req.valid("param").id, looking(c, deps));
      return found ? c.json(promise.parse(found), 200) : problem(c, 404, "no such promise");
    });
}
