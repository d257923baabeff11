import { createRoute, z } from "@hono/zod-openapi";
import { logContact } from "../../app/console/commands.ts";
import { instant } from "../../domain/calendar.ts";
import { contactKinds } from "../../domain/policy/policy.ts";
import { answer } from "../answer.ts";
import type { ConsoleApiDeps } from "../deps.ts";
import { done, idParam } from "../forms.ts";
import { body, json } from "../json.ts";
import { newRoutes } from "../new-routes.ts";
import { problems } from "../problem.ts";

const contactBody = z.object({
  kind: z.enum(contactKinds),
  /** Absent: just now. */
  at: z.iso.datetime({ offset: true }).optional(),
  spoken: z.boolean().default(false),
});

const create = createRoute({
  method: "post",
  path: "/api/console/borrowers/{id}/contacts",
  request: { params: idParam, ...body(contactBody) },
  responses: { 200: json("A call, a visit or an officer's own message is logged: the contact budgets count it, `spoken` begins a pause", done), ...problems },
});

export function contactRoutes(deps: ConsoleApiDeps) {
  return newRoutes().openapi(create, async (c) => {
    const { kind, at, spoken } = c.req.valid("json");
    return answer(c, await logContact(deps, c.var.caller, c.req.valid("param").id, { kind, spoken, ...(at !== undefined && { at: instant(at) }) }));
  });
}
