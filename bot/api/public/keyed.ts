import type { Context, MiddlewareHandler } from "hono";
import { beginKeyed } from "../../app/requests/begin-keyed.ts";
import { problem } from "../problem.ts";
import type { PublicApiDeps } from "./deps.ts";
import type { Called } from "./public-routes.ts";

/**
 * A POST with an `Idempotency-Key` is run once: told again it gets the same answer. What failed by a fault of ours is
 * forgotten, so that it can be tried again; where we died in between, the use cases themselves see to it that nothing is
 * done twice (a payment is known by its reference, a case by its state).
 */
export const keyed =
  ({ importing, idempotency }: Pick<PublicApiDeps, "importing" | "idempotency">): MiddlewareHandler<Called> =>
  async (c, next) => {
    const key = c.req.header("idempotency-key");
    if (c.req.method !== "POST" || key === undefined) return next();
    if (!/^[\x21-\x7E]{1,255}$/.test(key)) return problem(c, 400, "idempotency-key: expected 1 to 255 visible ASCII characters");
    const request = { caller: `${c.var.caller.kind}:${c.var.caller.id}`, key, method: c.req.method, path: c.req.path, body: await c.req.text() };
    const begun = await beginKeyed(importing, idempotency, request);
    switch (begun.status) {
      case "running":
        c.header("retry-after", "1");
        return problem(c, 409, "idempotency-key: the same request is being run; come again");
      case "other":
        return problem(c, 422, "idempotency-key: was used for another request");
      case "answered":
        return c.body(begun.answer.body, answerStatus(begun.answer.status), { "content-type": begun.answer.contentType, "idempotent-replayed": "true" });
      case "mine":
        await next();
        if (c.res.status >= 500) await idempotency.forget(request, begun.run);
        else await idempotency.keep(request, begun.run, await answerOf(c));
        return undefined;
    }
  };

async function answerOf({ res }: Context): Promise<{ status: number; contentType: string; body: string }> {
  return { status: res.status, contentType: res.headers.get("content-type") ?? "application/json", body: await res.clone().text() };
}

/** Those that our routes answer with. */
const answerStatus = (status: number) => {
  switch (status) {
    case 200:
    case 201:
    case 400:
    case 404:
    case 409:
    case 422:
      return status;
    default:
      return 500;
  }
};
