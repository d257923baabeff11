import type { Context, MiddlewareHandler } from "hono";
import { TrieRouter } from "hono/router/trie-router";
import { nameOf, type Caller } from "../app/access/caller.ts";
import type { Access } from "../app/access/ports.ts";
import { problem } from "./problem.ts";
import { routeRoles, type RouteRow, type Who } from "./route-roles.ts";

/** Who calls, for those behind `signIn`. */
export interface SignedIn {
  Variables: { readonly caller: Caller; /** As rows name who did it. */ readonly officer: string; readonly mustEnrol: boolean };
}

/**
 * Asks who calls wherever the table of routes does not say `public`, so that a route that somebody forgot to list is
 * closed, not open. 401: nobody; 403: somebody who may not.
 */
export function signIn(access: Access): MiddlewareHandler<SignedIn> {
  const table = new TrieRouter<RouteRow>();
  for (const row of routeRoles) table.add(row.method, row.path, row);
  return async (c, next) => {
    const method = c.req.method === "HEAD" ? "GET" : c.req.method;
    const row = table.match(method, c.req.path)[0][0]?.[0];
    if (row?.who.some((who) => who === "public" || who === "own_key")) return next();
    const resolved = await access.callerOf(c.req.raw.headers);
    if (resolved.status === "nobody") return withCookies(nobody(c), resolved.setCookies);
    const { caller, mustEnrol } = resolved;
    if (row === undefined) return problem(c, 404, "no such route");
    if (mustEnrol && row.beforeEnrolment !== true) return problem(c, 403, "second factor: enrol first");
    if (!allows(row.who, caller)) return problem(c, 403, `not for ${caller.kind === "person" ? caller.role : "the scopes of this key"}`);
    c.set("caller", caller);
    c.set("officer", nameOf(caller));
    c.set("mustEnrol", mustEnrol);
    await next();
    // A session in use is extended.
    withCookies(c.res, resolved.setCookies);
  };
}

export const allows = (who: readonly Who[], caller: Caller): boolean =>
  caller.kind === "person" ? who.includes(caller.role) : caller.scopes.some((scope) => who.includes(scope));

export function withCookies(response: Response, setCookies: readonly string[]): Response {
  for (const cookie of setCookies) response.headers.append("set-cookie", cookie);
  return response;
}

function nobody(c: Context): Response {
  c.header("www-authenticate", 'Bearer realm="Huifang"');
  return problem(c, 401, "sign in, or give a valid API key");
}
