import { z } from "@hono/zod-openapi";
import { officerReasons, verifiedHow } from "../domain/documents/document-request.ts";
import { page, person } from "./forms.ts";
import { moment, momentOrNull } from "./wire.ts";

const text = z.string();
const fileView = z
  .object({
    id: text,
    name: text.nullable(),
    mime: text,
    size: z.int(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    stripped: z.boolean(),
    receivedAt: moment,
    state: text,
    reused: z.object({ own: z.boolean(), at: moment }).nullable(),
  })
  .openapi("DocumentFile");

export const documentView = z
  .object({
    id: text,
    borrower: person,
    loan: text.nullable(),
    branch: text,
    officer: text,
    kind: text,
    state: text,
    chases: z.int(),
    refusals: z.int(),
    because: z.object({ run: text, question: text }).nullable(),
    askedAt: moment,
    askedBy: text,
    receivedAt: momentOrNull,
    decidedAt: momentOrNull,
    decidedBy: text.nullable(),
    how: text.nullable(),
    reason: text.nullable(),
    note: text.nullable(),
    files: z.array(fileView).readonly(),
  })
  .openapi("DocumentRequest");
export const documentPage = page(documentView);
export const borrowerDocuments = z.object({ requests: z.array(documentView).readonly(), loose: z.array(fileView).readonly() });

const note = z.string().trim().min(1).max(2_000).optional();
/** As questionnaires name documents: a code, never words about somebody. */
export const askBody = z.strictObject({ kind: z.string().regex(/^(?=.{2,60}$)[a-z0-9]+(-[a-z0-9]+)*$/), loan: z.string().trim().min(1).max(200).optional() });
export const verifyBody = z.strictObject({ how: z.enum(verifiedHow), note });
export const refuseDocumentBody = z.strictObject({ reason: z.enum(officerReasons), note });
export const noteBody = z.strictObject({ note });
export const assignBody = z.strictObject({ request: z.uuid() });
