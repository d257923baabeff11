import type { Context } from "hono";
import { seesOf } from "../app/access/caller.ts";
import type { ScopedLook } from "../app/console/ports.ts";
import type { Clock } from "../app/ports.ts";
import type { SignedIn } from "./sign-in.ts";

/** Whose look is logged. */
export const look = (c: Context<SignedIn>, { clock }: { readonly clock: Clock }): ScopedLook => ({
  viewer: c.var.officer,
  sees: seesOf(c.var.caller),
  at: clock.now(),
});
