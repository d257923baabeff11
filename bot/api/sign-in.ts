import type { MiddlewareHandler } from "hono";
import { basicAuth } from "hono/basic-auth";
import { TrieRouter } from "hono/router/trie-router";
import { problem } from "./problem.ts";
import { routeRoles, type RouteRole } from "./route-roles.ts";

/** Who is signed in, for those behind `signIn`. */
export interface SignedIn {
  Variables: { officer: string };
}

/**
 * Asks for the password wherever the table of routes does not say otherwise, so that a route that somebody forgot to
 * list is closed, not open. hono compares name and password in constant time.
 */
export function signIn(adminPassword: string): MiddlewareHandler<SignedIn> {
  const table = new TrieRouter<RouteRole>();
  for (const { method, path, role } of routeRoles) table.add(method, path, role);
  const password = basicAuth({
    username: admin,
    password: adminPassword,
    realm: "Huifang",
    onAuthSuccess: (c, name) => c.set("officer", name),
  });
  return async (c, next) => {
    const method = c.req.method === "HEAD" ? "GET" : c.req.method;
    const role = table.match(method, c.req.path)[0][0]?.[0];
    if (role === "public" || role === "own_key") return next();
    return password(c, async () => {
      if (role === undefined) c.res = problem(c, 404, "no such route");
      else await next();
    });
  };
}

const admin = "admin";
