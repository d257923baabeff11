import { createRoute, z } from "@hono/zod-openapi";
import { putBorrower } from "../../app/lender/put-borrower.ts";
import { body, json } from "../json.ts";
import { problem } from "../problem.ts";
import { borrowerBody, externalIdParam, idParam, put } from "./bodies.ts";
import { acting, looking, refusedBy } from "./caller-of.ts";
import type { PublicApiDeps } from "./deps.ts";
import { borrower, pageOf } from "./forms.ts";
import { publicProblems, publicRoutes } from "./public-routes.ts";
import { byExternalId, cursorOf, pageAsked } from "./queries.ts";

const borrowers = pageOf(borrower);
const tags = ["Borrowers"];

const list = createRoute({
  tags,
  method: "get",
  path: "/api/v1/borrowers",
  summary: "All borrowers, by the lender's ids",
  request: { query: z.strictObject(byExternalId) },
  responses: { 200: json("A page", borrowers), ...publicProblems },
});
const read = createRoute({
  tags,
  method: "get",
  path: "/api/v1/borrowers/{id}",
  summary: "A borrower, by our id",
  request: { params: idParam },
  responses: { 200: json("The borrower", borrower), ...publicProblems },
});
const readExternal = createRoute({
  tags,
  method: "get",
  path: "/api/v1/borrowers/by-external-id/{externalId}",
  summary: "A borrower, by the lender's id",
  request: { params: externalIdParam },
  responses: { 200: json("The borrower", borrower), ...publicProblems },
});
const write = createRoute({
  tags,
  method: "put",
  path: "/api/v1/borrowers/by-external-id/{externalId}",
  summary: "Create or change a borrower, by the rules of loans.csv",
  request: { params: externalIdParam, ...body(borrowerBody) },
  responses: { 200: json("Known before", put), 201: json("New", put), ...publicProblems },
});

export function borrowerResource(deps: PublicApiDeps) {
  return publicRoutes()
    .openapi(list, async (c) => {
      const { items, next } = await deps.records.borrowers(pageAsked(c.req.valid("query")), looking(c, deps));
      return c.json(borrowers.parse({ items, next: cursorOf(next) }), 200);
    })
    .openapi(readExternal, async (c) => {
      const found = await deps.records.borrower(c.req.valid("param"), looking(c, deps));
      return found ? c.json(borrower.parse(found), 200) : problem(c, 404, "no such borrower");
    })
    .openapi(write, async (c) => {
      const done = await putBorrower(acting(c, deps), c.req.valid("param").externalId, c.req.valid("json"));
      if (done.status === "refused") return refusedBy(c, done);
      return c.json(put.parse(done), done.status === "created" ? 201 : 200);
    })
    .openapi(read, async (c) => {
      const found = await deps.records.borrower(c.req.valid("param"), looking(c, deps));
      return found ? c.json(borrower.parse(found), 200) : problem(c, 404, "no such borrower");
    });
}
