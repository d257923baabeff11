import { createRoute, z } from "@hono/zod-openapi";
import { draftedForm, writtenForm } from "../../app/reports/ports.ts";
import { draftReport, writeReport, type ReportDeps } from "../../app/reports/write-report.ts";
import { answer } from "../answer.ts";
import { done, idParam, person } from "../forms.ts";
import { body, json } from "../json.ts";
import { look } from "../look.ts";
import { newRoutes } from "../new-routes.ts";
import { problem, problems } from "../problem.ts";
import { reportPrint } from "../report-print.ts";
import { moment, momentOrNull } from "../wire.ts";

const row = z.object({
  id: z.string(),
  loan: z.string(),
  version: z.int(),
  state: z.string(),
  draftedAt: moment,
  draftedBy: z.string(),
  signedAt: momentOrNull,
  signedBy: z.string().nullable(),
});
const rows = z.object({ items: z.array(row).readonly() });
const view = z.object({
  id: z.string(),
  borrower: person,
  version: z.int(),
  state: z.string(),
  draftedAt: moment,
  draftedBy: z.string(),
  signedAt: momentOrNull,
  signedBy: z.object({ officer: z.string(), name: z.string() }).nullable(),
  drafted: draftedForm,
  written: writtenForm,
});

const list = createRoute({
  method: "get",
  path: "/api/console/borrowers/{id}/reports",
  request: { params: idParam },
  responses: { 200: json("A borrower's inspection reports, the latest first", rows), ...problems },
});
const read = createRoute({
  method: "get",
  path: "/api/console/reports/{id}",
  request: { params: idParam },
  responses: { 200: json("One", view), ...problems },
});
const draft = createRoute({
  method: "post",
  path: "/api/console/borrowers/{id}/reports",
  request: { params: idParam, ...body(z.strictObject({ loan: z.string().trim().min(1).max(200) })) },
  responses: { 200: json("A draft of what is known, or the one that is being written", z.object({ id: z.uuid() })), ...problems },
});
const write = <P extends "save" | "sign">(path: P, description: string) =>
  createRoute({
    method: "post",
    path: `/api/console/reports/{id}/${path}` as const,
    request: { params: idParam, ...body(writtenForm) },
    responses: { 200: json(description, done), ...problems },
  });

export function reportRoutes({ reports: deps, lender }: { readonly reports: ReportDeps; readonly lender: string }) {
  return newRoutes()
    .openapi(list, async (c) => {
      const items = await deps.store.ofBorrower(c.req.valid("param").id, look(c, deps));
      return items ? c.json(rows.parse({ items }), 200) : problem(c, 404, "no such borrower");
    })
    .openapi(read, async (c) => {
      const found = await deps.store.read(c.req.valid("param").id, look(c, deps));
      return found ? c.json(view.parse(found), 200) : problem(c, 404, "no such report");
    })
    .openapi(draft, async (c) => {
      const drafted = await draftReport(deps, c.var.caller, c.req.valid("param").id, c.req.valid("json").loan);
      return drafted.status === "done" && drafted.id !== undefined ? c.json({ id: drafted.id }, 200) : problem(c, 404, "no such borrower or loan");
    })
    .openapi(write("save", "Kept as a draft"), async (c) =>
      answer(c, await writeReport(deps, c.var.caller, c.req.valid("param").id, c.req.valid("json"), false)),
    )
    .openapi(write("sign", "Signed by whoever is signed in"), async (c) =>
      answer(c, await writeReport(deps, c.var.caller, c.req.valid("param").id, c.req.valid("json"), true)),
    )
    .get("/api/console/reports/:id/print", async (c) => {
      const id = z.uuid().safeParse(c.req.param("id"));
      const found = id.success ? await deps.store.read(id.data, look(c, deps)) : undefined;
      return found ? c.html(reportPrint(found, c.req.query("lang") === "en" ? "en" : "zh-CN", lender)) : problem(c, 404, "no such report");
    });
}
