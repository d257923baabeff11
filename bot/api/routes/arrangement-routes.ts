import { createRoute, z } from "@hono/zod-openapi";
import { approveArrangement, changeArrangement, recordConsent, refuseArrangement, type ArrangementDeps } from "../../app/arrangements/decide-arrangement.ts";
import type { ArrangementStore } from "../../app/arrangements/ports.ts";
import { day as dayOf } from "../../domain/calendar.ts";
import { answer } from "../answer.ts";
import { approveBody, arrangementDetail, arrangementPage, changeBody, consentBody, refuseBody } from "../arrangement-forms.ts";
import { done, idParam } from "../forms.ts";
import { body, json } from "../json.ts";
import { look } from "../look.ts";
import { newRoutes } from "../new-routes.ts";
import { problem, problems } from "../problem.ts";

const list = createRoute({
  method: "get",
  path: "/api/console/arrangements",
  request: { query: z.object({ show: z.enum(["waiting", "all"]).default("waiting"), after: z.string().max(200).optional() }) },
  responses: { 200: json("Applications for more time: what waits for somebody, or all", arrangementPage), ...problems },
});
const read = createRoute({
  method: "get",
  path: "/api/console/arrangements/{id}",
  request: { params: idParam },
  responses: { 200: json("One, with the borrower's words", arrangementDetail), ...problems },
});
const decide = <P extends "approve" | "change" | "refuse" | "guarantor-consent", B extends z.ZodType>(path: P, form: B, description: string) =>
  createRoute({
    method: "post",
    path: `/api/console/arrangements/{id}/${path}` as const,
    request: { params: idParam, ...body(form) },
    responses: { 200: json(description, done), ...problems },
  });

/** `round`: of the terms that were on the page; where others are in force meanwhile, 409. */
export function arrangementRoutes({ arrangements: deps }: { readonly arrangements: ArrangementDeps & { readonly store: ArrangementStore } }) {
  return newRoutes()
    .openapi(list, async (c) => {
      const { show, after } = c.req.valid("query");
      return c.json(arrangementPage.parse(await deps.store.list({ show, ...(after !== undefined && { after }) }, look(c, deps))), 200);
    })
    .openapi(read, async (c) => {
      const found = await deps.store.read(c.req.valid("param").id, look(c, deps));
      return found ? c.json(arrangementDetail.parse(found), 200) : problem(c, 404, "no such arrangement");
    })
    .openapi(decide("approve", approveBody, "Approved by whoever is signed in"), async (c) =>
      answer(c, await approveArrangement(deps, c.var.caller, c.req.valid("param").id, c.req.valid("json").round)),
    )
    .openapi(decide("change", changeBody, "Other terms, which the borrower is asked about once all who must have approved them"), async (c) => {
      const { round, parts, firstOn, note } = c.req.valid("json");
      return answer(c, await changeArrangement(deps, c.var.caller, c.req.valid("param").id, round, { parts, firstOn: dayOf(firstOn) }, note));
    })
    .openapi(decide("refuse", refuseBody, "Refused, and the borrower is told kindly"), async (c) => {
      const { round, note } = c.req.valid("json");
      return answer(c, await refuseArrangement(deps, c.var.caller, c.req.valid("param").id, round, note));
    })
    .openapi(decide("guarantor-consent", consentBody, "The guarantor's consent in writing is on file"), async (c) => {
      const { round, name, signedOn } = c.req.valid("json");
      return answer(c, await recordConsent(deps, c.var.caller, c.req.valid("param").id, round, { name, signedOn: dayOf(signedOn) }));
    });
}
