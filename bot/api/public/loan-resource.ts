import { createRoute, z } from "@hono/zod-openapi";
import { putLoan } from "../../app/lender/put-loan.ts";
import { body, json } from "../json.ts";
import { problem } from "../problem.ts";
import { externalIdParam, idParam, loanBody, put } from "./bodies.ts";
import { acting, looking, refusedBy } from "./caller-of.ts";
import type { PublicApiDeps } from "./deps.ts";
import { loan, loanDetail, pageOf, payment } from "./forms.ts";
import { publicProblems, publicRoutes } from "./public-routes.ts";
import { byExternalId, byMoment, cursorOf, pageAsked } from "./queries.ts";

const loans = pageOf(loan);
const payments = pageOf(payment);
const tags = ["Loans"];

const list = createRoute({
  tags,
  method: "get",
  path: "/api/v1/loans",
  summary: "Loans, by the lender's ids",
  request: { query: z.strictObject({ ...byExternalId, borrower: z.uuid().optional().openapi({ description: "only this borrower's (our id)" }) }) },
  responses: { 200: json("A page", loans), ...publicProblems },
});
const read = createRoute({
  tags,
  method: "get",
  path: "/api/v1/loans/{id}",
  summary: "A loan with its schedule, by our id",
  request: { params: idParam },
  responses: { 200: json("The loan", loanDetail), ...publicProblems },
});
const readExternal = createRoute({
  tags,
  method: "get",
  path: "/api/v1/loans/by-external-id/{externalId}",
  summary: "A loan with its schedule, by the lender's id",
  request: { params: externalIdParam },
  responses: { 200: json("The loan", loanDetail), ...publicProblems },
});
const write = createRoute({
  tags,
  method: "put",
  path: "/api/v1/loans/by-external-id/{externalId}",
  summary: "Create or change a loan of a known borrower, by the rules of loans.csv and schedule.csv",
  request: { params: externalIdParam, ...body(loanBody) },
  responses: { 200: json("Known before", put), 201: json("New", put), ...publicProblems },
});
const paid = createRoute({
  tags,
  method: "get",
  path: "/api/v1/loans/{id}/payments",
  summary: "What was posted for a loan, newest first",
  request: { params: idParam, query: z.strictObject(byMoment) },
  responses: { 200: json("A page", payments), ...publicProblems },
});

export function loanResource(deps: PublicApiDeps) {
  return publicRoutes()
    .openapi(list, async (c) => {
      const query = c.req.valid("query");
      const { items, next } = await deps.records.loans({ ...pageAsked(query), borrower: query.borrower }, looking(c, deps));
      return c.json(loans.parse({ items, next: cursorOf(next) }), 200);
    })
    .openapi(readExternal, async (c) => {
      const found = await deps.records.loan(c.req.valid("param"), looking(c, deps));
      return found ? c.json(loanDetail.parse(found), 200) : problem(c, 404, "no such loan");
    })
    .openapi(write, async (c) => {
      const done = await putLoan(acting(c, deps), c.req.valid("param").externalId, c.req.valid("json"));
      if (done.status === "refused") return refusedBy(c, done);
      return c.json(put.parse(done), done.status === "created" ? 201 : 200);
    })
    .openapi(read, async (c) => {
      const found = await deps.records.loan(c.req.valid("param"), looking(c, deps));
      return found ? c.json(loanDetail.parse(found), 200) : problem(c, 404, "no such loan");
    })
    .openapi(paid, async (c) => {
      const found = await deps.records.payments(c.req.valid("param").id, pageAsked(c.req.valid("query")), looking(c, deps));
      return found ? c.json(payments.parse({ items: found.items, next: cursorOf(found.next) }), 200) : problem(c, 404, "no such loan");
    });
}
