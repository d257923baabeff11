import type { Context } from "hono";
import type { Look } from "../app/console/ports.ts";
import type { Clock } from "../app/ports.ts";
import type { SignedIn } from "./sign-in.ts";

/** Whose look is logged. */
export const look = (c: Context<SignedIn>, { clock }: { readonly clock: Clock }): Look => ({ viewer: c.var.officer, at: clock.now() });
