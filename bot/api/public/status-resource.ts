import { createRoute, z } from "@hono/zod-openapi";
import { minuteMs, plus } from "../../domain/calendar.ts";
import { json } from "../json.ts";
import { looking } from "./caller-of.ts";
import type { PublicApiDeps } from "./deps.ts";
import { pageOf, statusUpdate } from "./forms.ts";
import { publicProblems, publicRoutes } from "./public-routes.ts";
import { byMoment, cursorOf, pageAsked } from "./queries.ts";

const updates = pageOf(statusUpdate);

const list = createRoute({
  tags: ["Status updates"],
  method: "get",
  path: "/api/v1/status-updates",
  summary: "What chat brought to light about loans, oldest first, a minute behind: a feed to go on reading from `next`",
  request: { query: z.strictObject(byMoment) },
  responses: { 200: json("A page; `next` is null only where there never was one", updates), ...publicProblems },
});

/**
 * A row bears the moment at which its transaction began to work, and is seen when that commits: one with an earlier
 * moment may come after one with a later. Transactions last 45 s at most (store/database.ts), so that what is a minute
 * old is complete and a reader who goes on from `next` misses nothing.
 */
const settledMs = minuteMs;

export function statusResource(deps: PublicApiDeps) {
  return publicRoutes().openapi(list, async (c) => {
    const { clock } = deps.importing;
    const before = plus(clock.now(), -settledMs * clock.speed);
    const { items, next } = await deps.records.statusUpdates({ ...pageAsked(c.req.valid("query")), before }, looking(c, deps));
    return c.json(updates.parse({ items, next: cursorOf(next) }), 200);
  });
}
