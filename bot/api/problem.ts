import { z } from "@hono/zod-openapi";
import type { Context } from "hono";

const titles = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  413: "Content Too Large",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;
export type ProblemStatus = keyof typeof titles;

/** A field of the request, with dots ("payments.2.amount"), and what is wrong with it; never what it held. */
export interface FieldProblem {
  readonly field: string;
  readonly reason: string;
}

/** An RFC 9457 problem document; the detail names fields and kinds of fault, never what was written. */
export const problem = <S extends ProblemStatus>(c: Context, status: S, detail: string, errors?: readonly FieldProblem[]) =>
  c.json({ type: "about:blank", title: titles[status], status, detail, ...(errors && { errors: [...errors] }) }, status, {
    "content-type": "application/problem+json",
  });

const problemForm = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ field: z.string(), reason: z.string() })).optional(),
  })
  .openapi("Problem", { description: "RFC 9457; `errors` names fields, never what they held" });

export const documented = (status: ProblemStatus) => ({ description: titles[status], content: { "application/problem+json": { schema: problemForm } } });

/** What every route may answer besides its own. */
export const problems = { 400: documented(400), 404: documented(404), 409: documented(409), 401: documented(401), 403: documented(403), 429: documented(429) };

/** Which fields are wrong and how, without their values. */
export const fieldsOf = (error: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly code?: string | undefined }[] }): string =>
  error.issues.map(({ path, code }) => `${path.map(String).join(".") || "body"}: ${code ?? "invalid"}`).join("; ");
