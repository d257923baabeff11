import type { MiddlewareHandler } from "hono";
import { problem } from "../problem.ts";
import type { PublicApiDeps } from "./deps.ts";
import type { Called } from "./public-routes.ts";

/** Each key has its own rate, counted for all servers together. */
export const paced =
  ({ pace, paceRule }: Pick<PublicApiDeps, "pace" | "paceRule">): MiddlewareHandler<Called> =>
  async (c, next) => {
    const taken = await pace(`${c.var.caller.kind}:${c.var.caller.id}`, paceRule);
    if (taken.status === "go") return next();
    c.header("retry-after", String(taken.seconds));
    return problem(c, 429, `more than ${String(paceRule.perMinute)} requests a minute`);
  };
