import { createRoute, z } from "@hono/zod-openapi";
import { askDocument, assignFile, moveDocument, openFile, type DocumentDeps } from "../../app/documents/decide-document.ts";
import { answer } from "../answer.ts";
import { askBody, assignBody, borrowerDocuments, documentPage, documentView, noteBody, refuseDocumentBody, verifyBody } from "../document-forms.ts";
import { sendFile } from "../send-file.ts";
import { done, idParam } from "../forms.ts";
import { body, json } from "../json.ts";
import { look } from "../look.ts";
import { newRoutes } from "../new-routes.ts";
import { problem, problems } from "../problem.ts";

const list = createRoute({
  method: "get",
  path: "/api/console/documents",
  request: { query: z.object({ show: z.enum(["waiting", "all"]).default("waiting"), after: z.string().max(200).optional() }) },
  responses: { 200: json("Documents: what waits for an officer, or all", documentPage), ...problems },
});
const read = createRoute({
  method: "get",
  path: "/api/console/documents/{id}",
  request: { params: idParam },
  responses: { 200: json("One, with its files", documentView), ...problems },
});
const ofBorrower = createRoute({
  method: "get",
  path: "/api/console/borrowers/{id}/documents",
  request: { params: idParam },
  responses: { 200: json("A borrower's documents, and files that answer nothing yet", borrowerDocuments), ...problems },
});
const ask = createRoute({
  method: "post",
  path: "/api/console/borrowers/{id}/documents",
  request: { params: idParam, ...body(askBody) },
  responses: { 200: json("Asked for", z.object({ id: z.uuid() })), ...problems },
});
const assign = createRoute({
  method: "post",
  path: "/api/console/document-files/{id}/assign",
  request: { params: idParam, ...body(assignBody) },
  responses: { 200: json("The file answers that request", done), ...problems },
});
const file = createRoute({
  method: "get",
  path: "/api/console/document-files/{id}",
  request: { params: idParam },
  responses: { 200: { description: "The file itself: pictures to look at, others to save" }, ...problems },
});
const move = <P extends "verify" | "refuse" | "withdraw" | "chase", B extends z.ZodType>(path: P, form: B, description: string) =>
  createRoute({
    method: "post",
    path: `/api/console/documents/{id}/${path}` as const,
    request: { params: idParam, ...body(form) },
    responses: { 200: json(description, done), ...problems },
  });

export function documentRoutes({ documents: deps }: { readonly documents: DocumentDeps }) {
  return newRoutes()
    .openapi(list, async (c) => {
      const { show, after } = c.req.valid("query");
      return c.json(documentPage.parse(await deps.store.list({ show, ...(after !== undefined && { after }) }, look(c, deps))), 200);
    })
    .openapi(read, async (c) => {
      const found = await deps.store.read(c.req.valid("param").id, look(c, deps));
      return found ? c.json(documentView.parse(found), 200) : problem(c, 404, "no such document");
    })
    .openapi(ofBorrower, async (c) => {
      const found = await deps.store.ofBorrower(c.req.valid("param").id, look(c, deps));
      return found ? c.json(borrowerDocuments.parse(found), 200) : problem(c, 404, "no such borrower");
    })
    .openapi(ask, async (c) => {
      const { kind, loan } = c.req.valid("json");
      const asked = await askDocument(deps, c.var.caller, c.req.valid("param").id, { kind, ...(loan !== undefined && { loan }) });
      return asked.status === "done" && asked.id !== undefined ? c.json({ id: asked.id }, 200) : problem(c, 404, "no such borrower or loan");
    })
    .openapi(assign, async (c) => answer(c, await assignFile(deps, c.var.caller, c.req.valid("param").id, c.req.valid("json").request)))
    .openapi(file, async (c) => {
      const opened = await openFile(deps, c.req.valid("param").id, look(c, deps));
      return opened ? sendFile(opened) : problem(c, 404, "no such file");
    })
    .openapi(move("verify", verifyBody, "An officer vouches for it"), async (c) => {
      const { how, note } = c.req.valid("json");
      return answer(c, await moveDocument(deps, c.var.caller, c.req.valid("param").id, { type: "verify", how }, note));
    })
    .openapi(move("refuse", refuseDocumentBody, "Refused with a reason; the borrower may send another"), async (c) => {
      const { reason, note } = c.req.valid("json");
      return answer(c, await moveDocument(deps, c.var.caller, c.req.valid("param").id, { type: "refuse", reason }, note));
    })
    .openapi(move("withdraw", noteBody, "Not needed any more"), async (c) =>
      answer(c, await moveDocument(deps, c.var.caller, c.req.valid("param").id, { type: "withdraw" }, c.req.valid("json").note)),
    )
    .openapi(move("chase", noteBody, "An officer asked for it again; counted, at most twice"), async (c) =>
      answer(c, await moveDocument(deps, c.var.caller, c.req.valid("param").id, { type: "chase" }, c.req.valid("json").note)),
    );
}
