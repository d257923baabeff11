import { createRoute, z } from "@hono/zod-openapi";
import { moveEscalation } from "../../app/console/commands.ts";
import { answer } from "../answer.ts";
import type { ConsoleApiDeps } from "../deps.ts";
import { done, escalationRow, escalationView, idParam, page, resolveBody } from "../forms.ts";
import { body, json } from "../json.ts";
import { look } from "../look.ts";
import { newRoutes } from "../new-routes.ts";
import { problem, problems } from "../problem.ts";

const escalationPage = page(escalationRow);

const listEscalations = createRoute({
  method: "get",
  path: "/api/console/escalations",
  request: { query: z.object({ state: z.enum(["open", "resolved"]).default("open"), after: z.string().max(200).optional() }) },
  responses: { 200: json("Cases: what is not resolved, most severe first; or what is, newest first", escalationPage), ...problems },
});
const readEscalation = createRoute({
  method: "get",
  path: "/api/console/escalations/{id}",
  request: { params: idParam },
  responses: { 200: json("The case with its evidence", escalationView), ...problems },
});
const acknowledge = createRoute({
  method: "post",
  path: "/api/console/escalations/{id}/acknowledge",
  request: { params: idParam },
  responses: { 200: json("Acknowledged by whoever is signed in", done), ...problems },
});
const wait = createRoute({
  method: "post",
  path: "/api/console/escalations/{id}/wait",
  request: { params: idParam },
  responses: { 200: json("The borrower's answer is awaited", done), ...problems },
});
const resolve = createRoute({
  method: "post",
  path: "/api/console/escalations/{id}/resolve",
  request: { params: idParam, ...body(resolveBody) },
  responses: { 200: json("Resolved", done), ...problems },
});

export function escalationRoutes(deps: ConsoleApiDeps) {
  return newRoutes()
    .openapi(listEscalations, async (c) => {
      const { state, after } = c.req.valid("query");
      return c.json(escalationPage.parse(await deps.store.escalations({ state, ...(after !== undefined && { after }) }, look(c, deps))), 200);
    })
    .openapi(readEscalation, async (c) => {
      const found = await deps.store.escalation(c.req.valid("param").id, look(c, deps));
      return found ? c.json(escalationView.parse(found), 200) : problem(c, 404, "no such escalation");
    })
    .openapi(acknowledge, async (c) => answer(c, await moveEscalation(deps, c.var.caller, c.req.valid("param").id, { type: "acknowledge" })))
    .openapi(wait, async (c) => answer(c, await moveEscalation(deps, c.var.caller, c.req.valid("param").id, { type: "wait" })))
    .openapi(resolve, async (c) => {
      const { code, note } = c.req.valid("json");
      return answer(c, await moveEscalation(deps, c.var.caller, c.req.valid("param").id, { type: "resolve", code }, note));
    });
}
