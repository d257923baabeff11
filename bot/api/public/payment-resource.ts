import { createRoute } from "@hono/zod-openapi";
import { postItems, type ItemOutcome } from "../../app/lender/post-items.ts";
import { stateLedger } from "../../app/lender/state-ledger.ts";
import { parseInstant, type Instant } from "../../domain/calendar.ts";
import { body, json } from "../json.ts";
import { problem } from "../problem.ts";
import { ledgerBody, mostPayments, paymentBody, paymentsBody, posted, postedItems, stated } from "./bodies.ts";
import { acting, refusedBy } from "./caller-of.ts";
import type { PublicApiDeps } from "./deps.ts";
import { publicProblems, publicRoutes } from "./public-routes.ts";

const tags = ["Payments"];

const post = createRoute({
  tags,
  method: "post",
  path: "/api/v1/payments",
  summary: "Post a payment, or with a negative amount a reversal; it counts for what is about to be sent",
  request: body(paymentBody),
  responses: { 200: json("Posted, or known before", posted), ...publicProblems },
});
const postBatch = createRoute({
  tags,
  method: "post",
  path: "/api/v1/payments/batch",
  summary: `Post up to ${String(mostPayments)} payments in one transaction; refused ones are told in their place, the others posted`,
  request: body(paymentsBody),
  responses: { 200: json("What became of each", postedItems), ...publicProblems },
});
const state = createRoute({
  tags,
  method: "post",
  path: "/api/v1/ledger/as-of",
  summary: "State up to when the payments of all open loans are told; overdue reminders wait for it",
  request: body(ledgerBody),
  responses: { 200: json("Known up to then, never less far than before", stated), ...publicProblems },
});

export function paymentResource(deps: PublicApiDeps) {
  return publicRoutes()
    .openapi(post, async (c) => {
      const { ledgerAsOf, loan, ...payment } = c.req.valid("json");
      const asOf = instantOf(ledgerAsOf);
      if (asOf !== undefined && asOf > deps.importing.clock.now()) return problem(c, 422, future, [{ field: "ledgerAsOf", reason: "lies in the future" }]);
      const [outcome] = await postItems(acting(c, deps), [{ ...payment, loanId: loan }], asOf);
      if (!outcome) throw new TypeError("one payment has one outcome");
      return outcome.status === "refused" ? refusedBy(c, outcome) : c.json(posted.parse(outcome), 200);
    })
    .openapi(postBatch, async (c) => {
      const { payments, ledgerAsOf } = c.req.valid("json");
      const asOf = instantOf(ledgerAsOf);
      if (asOf !== undefined && asOf > deps.importing.clock.now()) return problem(c, 422, future, [{ field: "ledgerAsOf", reason: "lies in the future" }]);
      const rows = payments.map(({ loan, ...payment }) => ({ ...payment, loanId: loan }));
      const outcomes = await postItems(acting(c, deps), rows, asOf);
      const count = (status: ItemOutcome["status"]): number => outcomes.filter((one) => one.status === status).length;
      const items = outcomes.map((one, index) => ({ index, ...one }));
      const counts = { posted: count("posted"), reversed: count("reversed"), known: count("known"), refused: count("refused") };
      return c.json(postedItems.parse({ ...counts, items }), 200);
    })
    .openapi(state, async (c) => {
      const { asOf, except } = c.req.valid("json");
      const at = instantOf(asOf);
      if (at === undefined) return problem(c, 422, "asOf: no such moment", [{ field: "asOf", reason: "no such moment" }]);
      const done = await stateLedger(acting(c, deps), at, except ?? []);
      return done.status === "refused" ? refusedBy(c, done) : c.json(stated.parse(done), 200);
    });
}

const future = "ledgerAsOf: lies in the future";
const instantOf = (text: string | undefined): Instant | undefined => (text === undefined ? undefined : parseInstant(text));
