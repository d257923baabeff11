import { createRoute, z } from "@hono/zod-openapi";
import { json } from "../json.ts";
import { problem } from "../problem.ts";
import { idParam } from "./bodies.ts";
import { looking } from "./caller-of.ts";
import type { PublicApiDeps } from "./deps.ts";
import { message, pageOf } from "./forms.ts";
import { publicProblems, publicRoutes } from "./public-routes.ts";
import { at, byMoment, cursorOf, pageAsked } from "./queries.ts";

const messages = pageOf(message);
const tags = ["Messages"];

const list = createRoute({
  tags,
  method: "get",
  path: "/api/v1/messages",
  summary: "What both sides said, newest first: of everybody, or of one borrower",
  request: { query: z.strictObject({ ...byMoment, borrower: z.uuid().optional(), from: at, to: at }) },
  responses: { 200: json("A page", messages), ...publicProblems },
});
const read = createRoute({
  tags,
  method: "get",
  path: "/api/v1/messages/{id}",
  summary: "A message: its state, why it was or was not sent, what was understood",
  request: { params: idParam },
  responses: { 200: json("The message", message), ...publicProblems },
});

export function messageResource(deps: PublicApiDeps) {
  return publicRoutes()
    .openapi(list, async (c) => {
      const { borrower, from, to, ...page } = c.req.valid("query");
      const { items, next } = await deps.records.messages({ ...pageAsked(page), borrower, from, to }, looking(c, deps));
      return c.json(messages.parse({ items, next: cursorOf(next) }), 200);
    })
    .openapi(read, async (c) => {
      const found = await deps.records.message(c.req.valid("param").id, looking(c, deps));
      return found ? c.json(message.parse(found), 200) : problem(c, 404, "no such message");
    });
}
