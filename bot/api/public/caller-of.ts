import type { Context } from "hono";
import { actorOf, nameOf } from "../../app/access/caller.ts";
import type { Look } from "../../app/console/ports.ts";
import type { ImportDeps } from "../../app/import/session.ts";
import type { RefusedRow } from "../../app/lender/refused.ts";
import { problem } from "../problem.ts";
import type { PublicApiDeps } from "./deps.ts";
import type { Called } from "./public-routes.ts";

/** Whose look is logged. */
export const looking = (c: Context<Called>, { importing }: PublicApiDeps): Look => ({ viewer: nameOf(c.var.caller), at: importing.clock.now() });

/** Whose act is logged. */
export const acting = (c: Context<Called>, { importing }: PublicApiDeps): ImportDeps => ({ ...importing, actor: actorOf(c.var.caller) });

/** A well-formed request that the rules of the book refuse. */
export const refusedBy = (c: Context<Called>, { problems }: RefusedRow) =>
  problem(c, 422, problems.map(({ field, reason }) => `${field}: ${reason}`).join("; "), problems);
