import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { nameOf } from "../../app/access/caller.ts";
import { moveEscalation } from "../../app/console/commands.ts";
import { answer } from "../answer.ts";
import { done, resolveBody } from "../forms.ts";
import { body, json } from "../json.ts";
import { problem } from "../problem.ts";
import { idParam } from "./bodies.ts";
import { looking } from "./caller-of.ts";
import type { PublicApiDeps } from "./deps.ts";
import { escalation, escalationDetail, pageOf } from "./forms.ts";
import { publicProblems, publicRoutes, type Called } from "./public-routes.ts";
import { byMoment, cursorOf, pageAsked } from "./queries.ts";

const escalations = pageOf(escalation);
const tags = ["Escalations"];
const states = z.enum(["open", "acknowledged", "waiting_on_borrower", "resolved"]);

const list = createRoute({
  tags,
  method: "get",
  path: "/api/v1/escalations",
  summary: "Cases for officers, the latest opened first",
  request: { query: z.strictObject({ ...byMoment, borrower: z.uuid().optional(), state: states.optional() }) },
  responses: { 200: json("A page", escalations), ...publicProblems },
});
const read = createRoute({
  tags,
  method: "get",
  path: "/api/v1/escalations/{id}",
  summary: "A case with what shows it",
  request: { params: idParam },
  responses: { 200: json("The case", escalationDetail), ...publicProblems },
});
const acknowledge = createRoute({
  tags,
  method: "post",
  path: "/api/v1/escalations/{id}/acknowledge",
  summary: "Take the case in hand: nobody else is alerted",
  request: { params: idParam },
  responses: { 200: json("Acknowledged", done), ...publicProblems },
});
const wait = createRoute({
  tags,
  method: "post",
  path: "/api/v1/escalations/{id}/wait",
  summary: "The borrower's answer is awaited",
  request: { params: idParam },
  responses: { 200: json("Waiting", done), ...publicProblems },
});
const resolve = createRoute({
  tags,
  method: "post",
  path: "/api/v1/escalations/{id}/resolve",
  summary: "Close the case, with the reason",
  request: { params: idParam, ...body(resolveBody.strict().openapi("Resolution")) },
  responses: { 200: json("Resolved", done), ...publicProblems },
});

export function escalationResource(deps: PublicApiDeps) {
  const by = (c: Context<Called>) => nameOf(c.var.caller);
  return publicRoutes()
    .openapi(list, async (c) => {
      const { borrower, state, ...page } = c.req.valid("query");
      const { items, next } = await deps.records.escalations({ ...pageAsked(page), borrower, state }, looking(c, deps));
      return c.json(escalations.parse({ items, next: cursorOf(next) }), 200);
    })
    .openapi(read, async (c) => {
      const found = await deps.records.escalation(c.req.valid("param").id, looking(c, deps));
      return found ? c.json(escalationDetail.parse(found), 200) : problem(c, 404, "no such case");
    })
    .openapi(acknowledge, async (c) => answer(c, await moveEscalation(deps.commands, by(c), c.req.valid("param").id, { type: "acknowledge" })))
    .openapi(wait, async (c) => answer(c, await moveEscalation(deps.commands, by(c), c.req.valid("param").id, { type: "wait" })))
    .openapi(resolve, async (c) => {
      const { code, note } = c.req.valid("json");
      return answer(c, await moveEscalation(deps.commands, by(c), c.req.valid("param").id, { type: "resolve", code }, note));
    });
}
