import { createRoute, z } from "@hono/zod-openapi";
import { arrangementStates } from "../../domain/arrangements/arrangement.ts";
import { json } from "../json.ts";
import { problem } from "../problem.ts";
import { day, moment, momentOrNull, money } from "../wire.ts";
import { idParam } from "./bodies.ts";
import { looking } from "./caller-of.ts";
import type { PublicApiDeps } from "./deps.ts";
import { borrowerRef, loanRef, pageOf } from "./forms.ts";
import { publicProblems, publicRoutes } from "./public-routes.ts";
import { byMoment, cursorOf, pageAsked } from "./queries.ts";

const arrangement = z
  .object({
    id: z.uuid().openapi({ description: "ours" }),
    borrower: borrowerRef,
    loan: loanRef,
    instalments: z.object({ from: z.int(), to: z.int() }).openapi({ description: "numbers of the instalments that it is about, both included" }),
    state: z.string().openapi({ description: arrangementStates.join(", ") }),
    round: z.int().openapi({ description: "raised with each change of the terms" }),
    amount: money,
    parts: z.array(z.object({ no: z.int(), on: day, amount: money })).openapi({ description: "together exactly the amount" }),
    originalDueOn: day.openapi({ description: "of the oldest of these instalments; days past due are counted from here, whatever is agreed" }),
    daysPastDue: z.int(),
    guarantor: z.string().openapi({ description: "not_needed, awaited or given" }),
    approvedBy: z.array(z.string()),
    proposedAt: moment,
    agreedAt: momentOrNull,
    endedAt: momentOrNull,
  })
  .openapi("Arrangement");
const arrangements = pageOf(arrangement);
const tags = ["Arrangements"];

const list = createRoute({
  tags,
  method: "get",
  path: "/api/v1/arrangements",
  summary: "Extensions and instalment plans, the latest applied for first",
  request: { query: z.strictObject({ ...byMoment, borrower: z.uuid().optional(), state: z.enum(arrangementStates).optional() }) },
  responses: { 200: json("A page", arrangements), ...publicProblems },
});
const read = createRoute({
  tags,
  method: "get",
  path: "/api/v1/arrangements/{id}",
  summary: "An extension or instalment plan",
  request: { params: idParam },
  responses: { 200: json("It", arrangement), ...publicProblems },
});

export function arrangementResource(deps: PublicApiDeps) {
  return publicRoutes()
    .openapi(list, async (c) => {
      const { borrower, state, ...page } = c.req.valid("query");
      const { items, next } = await deps.records.arrangements({ ...pageAsked(page), borrower, state }, looking(c, deps));
      return c.json(arrangements.parse({ items, next: cursorOf(next) }), 200);
    })
    .openapi(read, async (c) => {
      const found = await deps.records.arrangement(c.req.valid("param").id, looking(c, deps));
      return found ? c.json(arrangement.parse(found), 200) : problem(c, 404, "no such arrangement");
    });
}
