import { createRoute, z } from "@hono/zod-openapi";
import { valueOf } from "../../app/checkin-results/export-round.ts";
import type { CheckinDetail } from "../../app/lender/views.ts";
import { runPhases } from "../../domain/checkins/run.ts";
import { json } from "../json.ts";
import { problem } from "../problem.ts";
import { moment, momentOrNull } from "../wire.ts";
import { idParam } from "./bodies.ts";
import { looking } from "./caller-of.ts";
import type { PublicApiDeps } from "./deps.ts";
import { borrowerRef, loanRef, pageOf } from "./forms.ts";
import { publicProblems, publicRoutes } from "./public-routes.ts";
import { byMoment, cursorOf, pageAsked } from "./queries.ts";

const states = ["planned", ...runPhases, "withdrawn"] as const;

const fields = {
  id: z.uuid().openapi({ description: "ours" }),
  borrower: borrowerRef,
  loan: loanRef,
  round: z.uuid().openapi({ description: "the asking of many that it is part of" }),
  questionnaire: z.string(),
  version: z.int(),
  state: z.string().openapi({ description: states.join(", ") }),
  answered: z.int().openapi({ description: "how many questions have an answer" }),
  createdAt: moment,
  offeredAt: momentOrNull,
  endedAt: momentOrNull,
};
const checkin = z.object(fields).openapi("CheckIn");
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const answer = z
  .object({
    question: z.string(),
    type: z.string().nullable(),
    value: scalar
      .nullable()
      .openapi({ description: 'amounts as decimal text, shares as 0 to 1, a choice as its key, several with "; " between; null: erased' }),
    unit: z.string().nullable().openapi({ description: "the currency of an amount, or share" }),
    about: z.boolean().nullable().openapi({ description: "of amounts and days: said to be rough" }),
    corrected: z.boolean().openapi({ description: "it took the place of another answer" }),
    at: moment,
  })
  .openapi("CheckInAnswer");
const fact = z
  .object({ name: z.string(), unit: z.string().nullable(), value: z.union([scalar, z.array(z.string())]).nullable(), at: moment })
  .openapi("CheckInFact");
const detail = z.object({ ...fields, answers: z.array(answer), facts: z.array(fact) }).openapi("CheckInDetail");
const checkins = pageOf(checkin);
const tags = ["Check-ins"];

const list = createRoute({
  tags,
  method: "get",
  path: "/api/v1/check-ins",
  summary: "Check-ins, the latest begun first, without what was said",
  request: { query: z.strictObject({ ...byMoment, borrower: z.uuid().optional(), state: z.enum(states).optional() }) },
  responses: { 200: json("A page", checkins), ...publicProblems },
});
const read = createRoute({
  tags,
  method: "get",
  path: "/api/v1/check-ins/{id}",
  summary: "A check-in with its answers and the facts that they assert",
  request: { params: idParam },
  responses: { 200: json("It", detail), ...publicProblems },
});

export function checkinResource(deps: PublicApiDeps) {
  return publicRoutes()
    .openapi(list, async (c) => {
      const { borrower, state, ...page } = c.req.valid("query");
      const { items, next } = await deps.records.checkins({ ...pageAsked(page), borrower, state }, looking(c, deps));
      return c.json(checkins.parse({ items, next: cursorOf(next) }), 200);
    })
    .openapi(read, async (c) => {
      const found = await deps.records.checkin(c.req.valid("param").id, looking(c, deps));
      return found ? c.json(detail.parse(wire(found)), 200) : problem(c, 404, "no such check-in");
    });
}

const wire = ({ answers, ...of }: CheckinDetail) => ({
  ...of,
  answers: answers.map(({ question, answer: said, at, corrects }) => ({ question, ...valueOf(said), corrected: corrects, at })),
});
