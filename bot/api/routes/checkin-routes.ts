import { createRoute, z } from "@hono/zod-openapi";
import { stream } from "hono/streaming";
import { beginRound, endVisit, moveVersion, settleNote, type CheckinDeps } from "../../app/checkin-results/checkin-commands.ts";
import { exportHead, exportMediaTypes, exportRun } from "../../app/checkin-results/export-round.ts";
import { answer } from "../answer.ts";
import { borrowerCheckins, endVisitBody, moveBody, roundBody, roundPage, roundView, versionList, visitList } from "../checkin-forms.ts";
import { done, idParam } from "../forms.ts";
import { body, json } from "../json.ts";
import { look } from "../look.ts";
import { newRoutes } from "../new-routes.ts";
import { problem, problems } from "../problem.ts";

const versions = createRoute({
  method: "get",
  path: "/api/console/questionnaires",
  responses: { 200: json("Every version of every questionnaire, as a phone shows it", versionList), ...problems },
});
const move = <P extends "approve" | "publish" | "withdraw">(path: P, description: string) =>
  createRoute({
    method: "post",
    path: `/api/console/questionnaires/${path}` as const,
    request: body(moveBody),
    responses: { 200: json(description, done), ...problems },
  });
const rounds = createRoute({
  method: "get",
  path: "/api/console/rounds",
  request: { query: z.object({ after: z.string().max(200).optional() }) },
  responses: { 200: json("Rounds of check-ins, the latest first", roundPage), ...problems },
});
const begin = createRoute({
  method: "post",
  path: "/api/console/rounds",
  request: body(roundBody),
  responses: { 200: json("Begun: borrowers are chosen within minutes, and asked at their own hours", z.object({ id: z.uuid() })), ...problems },
});
const round = createRoute({
  method: "get",
  path: "/api/console/rounds/{id}",
  request: { params: idParam },
  responses: { 200: json("One, with what was answered", roundView), ...problems },
});
const ofBorrower = createRoute({
  method: "get",
  path: "/api/console/borrowers/{id}/checkins",
  request: { params: idParam },
  responses: { 200: json("A borrower's check-ins, the latest first", borrowerCheckins), ...problems },
});
const visits = createRoute({
  method: "get",
  path: "/api/console/visits",
  request: { query: z.object({ state: z.enum(["open", "ended"]).default("open") }) },
  responses: { 200: json("Visits in place of questions by chat", visitList), ...problems },
});
const end = createRoute({
  method: "post",
  path: "/api/console/visits/{id}/end",
  request: { params: idParam, ...body(endVisitBody) },
  responses: { 200: json("Made, or not needed any more", done), ...problems },
});
const settle = createRoute({
  method: "post",
  path: "/api/console/checkin-notes/{id}/settle",
  request: { params: idParam },
  responses: { 200: json("Dealt with; the note stays", done), ...problems },
});

export function checkinRoutes({ checkins: deps }: { readonly checkins: CheckinDeps }) {
  return newRoutes()
    .openapi(versions, async (c) => c.json(versionList.parse({ items: await deps.store.versions() }), 200))
    .openapi(move("approve", "Approved by whoever is signed in, who did not write it"), async (c) =>
      answer(c, await moveVersion(deps, c.var.caller, "approved", c.req.valid("json"))),
    )
    .openapi(move("publish", "New check-ins begin with it; those under way keep theirs"), async (c) =>
      answer(c, await moveVersion(deps, c.var.caller, "published", c.req.valid("json"))),
    )
    .openapi(move("withdraw", "No check-in begins with it any more"), async (c) =>
      answer(c, await moveVersion(deps, c.var.caller, "withdrawn", c.req.valid("json"))),
    )
    .openapi(rounds, async (c) => {
      const { after } = c.req.valid("query");
      return c.json(roundPage.parse(await deps.store.rounds(after === undefined ? {} : { after }, look(c, deps))), 200);
    })
    .openapi(begin, async (c) => {
      const { questionnaire, goal, ...of } = c.req.valid("json");
      const begun = await beginRound(deps, c.var.caller, { questionnaire, goal, ...given(of) });
      return begun.status === "started" ? c.json({ id: begun.id }, 200) : problem(c, 409, begun.state);
    })
    .openapi(round, async (c) => {
      const found = await deps.store.round(c.req.valid("param").id, look(c, deps));
      return found ? c.json(roundView.parse(found), 200) : problem(c, 404, "no such round");
    })
    .openapi(ofBorrower, async (c) => {
      const items = await deps.store.ofBorrower(c.req.valid("param").id, look(c, deps));
      return items ? c.json(borrowerCheckins.parse({ items }), 200) : problem(c, 404, "no such borrower");
    })
    .openapi(visits, async (c) => c.json(visitList.parse({ items: await deps.store.visits(c.req.valid("query"), look(c, deps)) }), 200))
    .openapi(end, async (c) => {
      const { to, note } = c.req.valid("json");
      return answer(c, await endVisit(deps, c.var.caller, c.req.valid("param").id, to, note));
    })
    .openapi(settle, async (c) => answer(c, await settleNote(deps, c.var.caller, c.req.valid("param").id)))
    .get("/api/console/rounds/:id/export", async (c) => {
      const asked = exportQuery.safeParse({ id: c.req.param("id"), format: c.req.query("format") });
      if (!asked.success) return problem(c, 400, "format: csv or jsonl");
      const { id, format } = asked.data;
      const by = look(c, deps);
      // Named by what it is, never by whom it is about.
      c.header("content-type", exportMediaTypes[format]);
      c.header("content-disposition", `attachment; filename="check-ins-${id.slice(0, 8)}.${format}"`);
      return stream(
        c,
        async (out) => {
          await out.write(exportHead(format));
          await deps.store.each(id, by, format, async (runs) => void (await out.write(runs.map((run) => exportRun(format, run)).join(""))));
        },
        async (fault) => void deps.log.warn({ fault: fault.name }, "an export of a round broke off"),
      );
    });
}

/** Without keys that have no value. */
function given({ trade, branch, borrowerType }: { trade?: string | undefined; branch?: string | undefined; borrowerType?: string | undefined }) {
  return { ...(trade !== undefined && { trade }), ...(branch !== undefined && { branch }), ...(borrowerType !== undefined && { borrowerType }) };
}

const exportQuery = z.object({ id: z.uuid(), format: z.enum(["csv", "jsonl"]).default("csv") });
