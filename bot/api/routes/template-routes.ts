import { createRoute } from "@hono/zod-openapi";
import { approveTemplate, templateStandings, withdrawTemplate } from "../../app/wording/approve-template.ts";
import type { ApprovalDeps } from "../../app/wording/ports.ts";
import type { Clock } from "../../app/ports.ts";
import { answer } from "../answer.ts";
import { done } from "../forms.ts";
import { body, json } from "../json.ts";
import { newRoutes } from "../new-routes.ts";
import { problems } from "../problem.ts";
import { templateList, templateParam, templateVersion } from "../template-forms.ts";

const list = createRoute({
  method: "get",
  path: "/api/console/templates",
  responses: { 200: json("Every text that borrowers may read, in both languages, and who approved it", templateList), ...problems },
});
const decide = (path: "approve" | "withdraw", description: string) =>
  createRoute({
    method: "post",
    path: `/api/console/templates/{id}/${path}`,
    request: { params: templateParam, ...body(templateVersion) },
    responses: { 200: json(description, done), ...problems },
  });

export function templateRoutes(deps: { readonly wording: ApprovalDeps; readonly clock: Clock }) {
  const given = { ...deps.wording, clock: deps.clock };
  return newRoutes()
    .openapi(list, async (c) => {
      const items = (await templateStandings(deps.wording)).map((each) => ({ ...each, writtenBy: each.writtenBy ?? null }));
      return c.json(templateList.parse({ approvalNeeded: deps.wording.shelf.approvalNeeded, items }), 200);
    })
    .openapi(decide("approve", "Approved by whoever is signed in, who did not write it"), async (c) =>
      answer(c, await approveTemplate(given, c.var.officer, c.req.valid("param").id, c.req.valid("json").version)),
    )
    .openapi(decide("withdraw", "Nothing more is sent with this version"), async (c) =>
      answer(c, await withdrawTemplate(given, c.var.officer, c.req.valid("param").id, c.req.valid("json").version)),
    );
}
