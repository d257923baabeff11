import { createRoute, z } from "@hono/zod-openapi";
import { actorOf, roles, scopes } from "../../app/access/caller.ts";
import { handleForm } from "../../app/people/handle.ts";
import type { Act } from "../../app/people/ports.ts";
import type { Clock } from "../../app/ports.ts";
import type { AccountApiDeps } from "../deps.ts";
import { done, idParam } from "../forms.ts";
import { body, json } from "../json.ts";
import { newRoutes } from "../new-routes.ts";
import { problem, problems } from "../problem.ts";
import type { SignedIn } from "../sign-in.ts";
import { moment } from "../wire.ts";

/** Of somebody who is there; a name that is given is stricter. */
const known = z.string().trim().min(1).max(80);
const short = z.string().trim().min(1).max(120);
const person = z
  .object({
    officer: z.string(),
    name: z.string(),
    role: z.enum(roles),
    branch: z.string().nullable(),
    email: z.string().nullable(),
    secondFactor: z.boolean(),
    disabledAt: moment.nullable(),
  })
  .openapi("Officer");
const people = z.object({ items: z.array(person).readonly() });
const left = z.object({ borrowers: z.int(), loans: z.int(), cases: z.int(), takeovers: z.int() }).openapi("Left");
const link = z.object({ path: z.string(), expiresAt: moment }).openapi("SetPasswordLink");
const disabled = z.object({ status: z.enum(["disabled", "left", "last_admin"]), left: left.nullable() });
const draft = z.object({ officer: handleForm(80), name: short, role: z.enum(roles), branch: short.nullable(), email: z.email().max(200).nullable() });
const key = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(scopes)).readonly(),
    start: z.string(),
    createdAt: moment,
    expiresAt: moment.nullable(),
    lastUsedAt: moment.nullable(),
    revoked: z.boolean(),
    expired: z.boolean(),
  })
  .openapi("ApiKey");
const keyDraft = z.object({ name: handleForm(60), scopes: z.array(z.enum(scopes)).min(1), days: z.int().min(1).max(365).nullable() });
const one = body(z.object({ officer: known }));

const list = createRoute({ method: "get", path: "/api/console/people", responses: { 200: json("The lender's people", people), ...problems } });
const add = createRoute({
  method: "post",
  path: "/api/console/people",
  request: body(draft),
  responses: { 200: json("Added; with an address, a link to set the password, shown once", link.nullable()), ...problems },
});
const change = createRoute({
  method: "post",
  path: "/api/console/people/change",
  request: body(draft.extend({ officer: known })),
  responses: { 200: json("As given; holds from this person's next request on", done), ...problems },
});
const disable = createRoute({
  method: "post",
  path: "/api/console/people/disable",
  request: one,
  responses: { 200: json("Disabled, or what must be handed over first", disabled), ...problems },
});
const enable = createRoute({ method: "post", path: "/api/console/people/enable", request: one, responses: { 200: json("Enabled", done), ...problems } });
const reset = createRoute({
  method: "post",
  path: "/api/console/people/reset-password",
  request: one,
  responses: { 200: json("A link to set a new password, shown once", link), ...problems },
});
const handOver = createRoute({
  method: "post",
  path: "/api/console/people/hand-over",
  request: body(z.object({ from: known, to: known })),
  responses: { 200: json("What passed to the other", left), ...problems },
});
const listKeys = createRoute({
  method: "get",
  path: "/api/console/keys",
  responses: { 200: json("Keys", z.object({ items: z.array(key).readonly() })), ...problems },
});
const addKey = createRoute({
  method: "post",
  path: "/api/console/keys",
  request: body(keyDraft),
  responses: { 200: json("The key, shown once", z.object({ id: z.string(), key: z.string() })), ...problems },
});
const revokeKey = createRoute({
  method: "post",
  path: "/api/console/keys/{id}/revoke",
  request: { params: idParam },
  responses: { 200: json("Revoked", done), ...problems },
});

/** For admins: the lender's people, and the keys of other systems. */
export function peopleRoutes({ people: store, keys, clock }: AccountApiDeps & { readonly clock: Clock }) {
  const act = (c: { readonly var: SignedIn["Variables"] }): Act => ({ actor: actorOf(c.var.caller), at: clock.now() });
  const linkFor = async (officer: string, by: Act) => {
    const made = await store.resetPassword(officer, by);
    // After the `#`: no server, proxy or log of them sees it.
    return typeof made === "object" ? { path: `/set-password#${made.token}`, expiresAt: made.expiresAt } : made;
  };
  return newRoutes()
    .openapi(list, async (c) => {
      const [items, enrolled] = await Promise.all([store.officers({ disabledToo: true }), store.secondFactors()]);
      return c.json(people.parse({ items: items.map((each) => ({ ...each, secondFactor: enrolled.has(each.id) })) }), 200);
    })
    .openapi(add, async (c) => {
      const given = c.req.valid("json");
      const by = act(c);
      const added = await store.add({ ...given, alert: null }, by);
      if (added.status === "taken") return problem(c, 409, `${added.field}: taken`);
      const made = given.email === null ? null : await linkFor(given.officer, by);
      return c.json(link.nullable().parse(typeof made === "string" ? null : made), 200);
    })
    .openapi(change, async (c) => {
      const given = c.req.valid("json");
      const [was] = await store.officers({ officer: given.officer, disabledToo: true });
      if (!was) return problem(c, 404, "no such officer");
      const result = await store.put({ ...given, alert: was.alert }, act(c));
      if (result === "email_taken") return problem(c, 409, "email: taken");
      return result === "last_admin" ? problem(c, 409, "last admin") : c.json({ status: "done" as const }, 200);
    })
    .openapi(disable, async (c) => {
      const { officer } = c.req.valid("json");
      if (officer === c.var.officer) return problem(c, 409, "officer: nobody disables themselves");
      const result = await store.disable(officer, act(c));
      if (result.status === "missing") return problem(c, 404, "no such officer");
      return c.json(disabled.parse({ status: result.status, left: result.status === "left" ? result.left : null }), 200);
    })
    .openapi(enable, async (c) =>
      (await store.enable(c.req.valid("json").officer, act(c))) === "enabled" ? c.json({ status: "done" as const }, 200) : problem(c, 404, "no such officer"),
    )
    .openapi(reset, async (c) => {
      const made = await linkFor(c.req.valid("json").officer, act(c));
      if (made === "missing") return problem(c, 404, "no such officer");
      return made === "no_email" ? problem(c, 409, "email: none") : c.json(link.parse(made), 200);
    })
    .openapi(handOver, async (c) => {
      const { from, to } = c.req.valid("json");
      const result = await store.handOver(from, to, act(c));
      if (result.status === "missing") return problem(c, 404, `${result.field}: no such officer`);
      return result.status === "refused" ? problem(c, 409, `to: ${result.why}`) : c.json(left.parse(result.moved), 200);
    })
    .openapi(listKeys, async (c) => c.json({ items: z.array(key).parse(await keys.list()) }, 200))
    .openapi(addKey, async (c) => {
      const added = await keys.add(c.req.valid("json"), act(c));
      return added.status === "taken" ? problem(c, 409, "name: taken") : c.json({ id: added.id, key: added.key }, 200);
    })
    .openapi(revokeKey, async (c) => {
      const result = await keys.revoke(c.req.valid("param").id, act(c));
      if (result === "missing") return problem(c, 404, "no such key");
      return result === "already" ? problem(c, 409, "revoked already") : c.json({ status: "done" as const }, 200);
    });
}
