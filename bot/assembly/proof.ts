import type { Proof } from "../app/dispatch/ambient.ts";
import type { Core } from "./core.ts";

/** By what borrowers can tell that it is this lender who writes. */
export const proofOf = ({ config: { LENDER_DOMAIN: domain }, branchPhones }: Pick<Core, "config" | "branchPhones">): Proof => ({
  branchPhones,
  ...(domain !== undefined && { domain }),
});
