import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { passwordFault } from "../../app/access/password-rules.ts";
import type { Changed } from "../../app/access/ports.ts";
import type { AccountApiDeps } from "../deps.ts";
import { done, idParam } from "../forms.ts";
import { body, json } from "../json.ts";
import { newRoutes } from "../new-routes.ts";
import { problem, problems } from "../problem.ts";
import { withCookies } from "../sign-in.ts";
import { moment } from "../wire.ts";

const password = z.string().min(1).max(200);
const account = z
  .object({
    secondFactor: z.boolean(),
    hasPassword: z.boolean(),
    sessions: z.array(z.object({ id: z.string(), since: moment, device: z.string().nullable(), current: z.boolean() })).readonly(),
  })
  .openapi("Account");
const enrolment = z.object({ uri: z.string(), backupCodes: z.array(z.string()).readonly() }).openapi("Enrolment");
const changed = (what: string) => ({ 200: json(what, done), ...problems });

const redeem = createRoute({
  method: "post",
  path: "/api/console/password",
  request: body(z.object({ token: z.string().min(20).max(100), password })),
  responses: changed("The password is set; all sessions ended"),
});
const read = createRoute({ method: "get", path: "/api/console/account", responses: { 200: json("Of who is signed in", account), ...problems } });
const change = createRoute({
  method: "post",
  path: "/api/console/account/password",
  request: body(z.object({ current: password, next: password })),
  responses: changed("Changed; other sessions ended"),
});
const enrol = createRoute({
  method: "post",
  path: "/api/console/account/second-factor",
  request: body(z.object({ password })),
  responses: { 200: json("For the authenticator; not on before it is confirmed", enrolment), ...problems },
});
const confirm = createRoute({
  method: "post",
  path: "/api/console/account/second-factor/confirm",
  request: body(z.object({ code: z.string().trim().min(6).max(10) })),
  responses: changed("On"),
});
const turnOff = createRoute({
  method: "post",
  path: "/api/console/account/second-factor/off",
  request: body(z.object({ password })),
  responses: changed("Off"),
});
const endOthers = createRoute({ method: "post", path: "/api/console/account/sessions/end-others", responses: changed("Only this session is left") });
const endOne = createRoute({
  method: "post",
  path: "/api/console/account/sessions/{id}/end",
  request: { params: idParam },
  responses: changed("Ended"),
});

/** One's own account. */
export function accountRoutes({ ownAccount }: AccountApiDeps) {
  return newRoutes()
    .openapi(redeem, async (c) => {
      const { token, password: chosen } = c.req.valid("json");
      const fault = passwordFault(chosen);
      if (fault !== undefined) return problem(c, 400, `password: ${fault}`);
      return (await ownAccount.redeem(token, chosen)) === "set"
        ? c.json({ status: "done" as const }, 200)
        : problem(c, 409, "this link was used or is too old");
    })
    .openapi(read, async (c) => {
      const found = await ownAccount.view(c.req.raw.headers);
      return found ? c.json(account.parse(found), 200) : problem(c, 404, "a key is nobody");
    })
    .openapi(change, async (c) => {
      const { current, next } = c.req.valid("json");
      const fault = passwordFault(next, [c.var.officer]);
      if (fault !== undefined) return problem(c, 400, `password: ${fault}`);
      return answer(c, await ownAccount.changePassword(c.req.raw.headers, current, next));
    })
    .openapi(enrol, async (c) => {
      const made = await ownAccount.enrol(c.req.raw.headers, c.req.valid("json").password, c.var.officer);
      if (made === "slowed") return tooMany(c);
      return made === "wrong" ? problem(c, 409, "wrong password, or on already") : c.json(enrolment.parse(made), 200);
    })
    .openapi(confirm, async (c) => answer(c, await ownAccount.confirm(c.req.raw.headers, c.req.valid("json").code)))
    .openapi(turnOff, async (c) => answer(c, await ownAccount.turnOff(c.req.raw.headers, c.req.valid("json").password)))
    .openapi(endOthers, async (c) => {
      await ownAccount.endOthers(c.req.raw.headers);
      return c.json({ status: "done" as const }, 200);
    })
    .openapi(endOne, async (c) =>
      (await ownAccount.endSession(c.req.raw.headers, c.req.valid("param").id)) ? c.json({ status: "done" as const }, 200) : problem(c, 404, "no such session"),
    );
}

const tooMany = (c: Context) => problem(c, 429, "too many attempts: wait a few minutes");

function answer(c: Context, { status, setCookies }: Changed) {
  if (status === "slowed") return tooMany(c);
  if (status === "wrong") return problem(c, 409, "what was given is wrong");
  const response = c.json({ status: "done" as const }, 200);
  withCookies(response, setCookies);
  return response;
}
