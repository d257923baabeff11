import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { roles } from "../../app/access/caller.ts";
import type { SignInOutcome } from "../../app/access/ports.ts";
import { addressOf } from "../address-of.ts";
import type { AccountApiDeps } from "../deps.ts";
import { body, json } from "../json.ts";
import { newRoutes } from "../new-routes.ts";
import { problem, problems } from "../problem.ts";
import { withCookies } from "../sign-in.ts";

const outcome = z.object({ status: z.enum(["signed_in", "code_wanted"]) }).openapi("SignInOutcome");
const ended = z.object({ status: z.literal("done") });
const me = z.object({ officer: z.string(), role: z.enum(roles), branch: z.string().nullable(), mustEnrol: z.boolean() }).openapi("Me");

const signIn = createRoute({
  method: "post",
  path: "/api/console/session",
  request: body(z.object({ email: z.string().min(1).max(200), password: z.string().min(1).max(200) })),
  responses: { 200: json("Signed in, or the code of the second factor is wanted next; sets a cookie", outcome), ...problems },
});
const giveCode = createRoute({
  method: "post",
  path: "/api/console/session/code",
  request: body(z.object({ code: z.string().trim().min(6).max(40), kind: z.enum(["totp", "backup"]) })),
  responses: { 200: json("Signed in", outcome), ...problems },
});
const end = createRoute({ method: "post", path: "/api/console/session/end", responses: { 200: json("Signed out", ended), ...problems } });
const readMe = createRoute({ method: "get", path: "/api/console/me", responses: { 200: json("Who is signed in", me), ...problems } });

const readWays = createRoute({
  method: "get",
  path: "/api/console/session",
  responses: { 200: json("How one may sign in", z.object({ oidc: z.boolean() })), ...problems },
});
const goElsewhere = createRoute({
  method: "get",
  path: "/api/console/session/oidc",
  responses: { 302: { description: "To the lender's own provider; the browser comes back with a code" }, ...problems },
});
const comeBack = createRoute({
  method: "get",
  path: "/api/console/session/callback/oidc",
  responses: { 302: { description: "To the console, signed in; or to the page that signs in" }, ...problems },
});

/** Signing in and out. What is refused says nothing of whether there is such an account. */
export function sessionRoutes(deps: AccountApiDeps) {
  return newRoutes()
    .openapi(signIn, async (c) => {
      const { email, password } = c.req.valid("json");
      return answer(
        c,
        await deps.signIns.signIn({ email, password, address: addressOf(c, deps.trustedProxies), headers: c.req.raw.headers }),
        "e-mail or password is wrong",
      );
    })
    .openapi(giveCode, async (c) => {
      const { code, kind } = c.req.valid("json");
      return answer(
        c,
        await deps.signIns.giveCode({ code, kind, address: addressOf(c, deps.trustedProxies), headers: c.req.raw.headers }),
        "the code is wrong or too old",
      );
    })
    .openapi(readWays, (c) => c.json({ oidc: deps.oidc !== undefined }, 200))
    .openapi(goElsewhere, async (c) => {
      const begun = await deps.oidc?.begin(c.req.raw.headers);
      return withCookies(c.redirect(begun?.status === "go" ? begun.to : "/?sign-in=unavailable", 302), begun?.setCookies ?? []);
    })
    .openapi(comeBack, async (c) => {
      const done = await deps.oidc?.finish(c.req.query(), c.req.raw.headers);
      return withCookies(c.redirect(done?.status === "signed_in" ? "/" : "/?sign-in=refused", 302), done?.setCookies ?? []);
    })
    .openapi(end, async (c) => {
      const { setCookies } = await deps.signIns.signOut(c.req.raw.headers);
      const response = c.json({ status: "done" as const }, 200);
      withCookies(response, setCookies);
      return response;
    })
    .openapi(readMe, (c) => {
      const { caller } = c.var;
      return caller.kind === "person" ? c.json(me.parse({ ...caller, mustEnrol: c.var.mustEnrol }), 200) : problem(c, 404, "a key is nobody");
    });
}

function answer(c: Context, result: SignInOutcome, refusal: string) {
  if (result.status === "refused") return problem(c, 401, refusal);
  if (result.status === "slowed") return problem(c, 429, "too many attempts: wait a few minutes");
  const response = c.json({ status: result.status }, 200);
  withCookies(response, result.setCookies);
  return response;
}
