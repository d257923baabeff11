import { createRoute } from "@hono/zod-openapi";
import { checkText } from "../../app/wording/check-text.ts";
import type { Guard } from "../../domain/wording/guard.ts";
import { body, json } from "../json.ts";
import { newRoutes } from "../new-routes.ts";
import { problems } from "../problem.ts";
import { wordingBody, wordingChecked } from "../wording-forms.ts";

const check = createRoute({
  method: "post",
  path: "/api/console/wording/check",
  request: body(wordingBody),
  responses: { 200: json("What of it a borrower must never read, why, and what to say instead; nothing is kept", wordingChecked), ...problems },
});

export function wordingRoutes({ guard }: { readonly guard: Guard }) {
  return newRoutes().openapi(check, (c) => {
    const { text, facts } = c.req.valid("json");
    const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
    return c.json(wordingChecked.parse(checkText(guard, text, given)), 200);
  });
}
