import { putPoliciesInForce } from "../store/policies-in-force.ts";
import type { Core } from "./core.ts";

/**
 * Puts the contact rules that this process has read in force, if they are new; returns a line for people where there is
 * something to say. `only: "any"`: also where they were in force before and had been replaced.
 */
export async function putInForce(
  core: Pick<Core, "database" | "vault" | "newId" | "log" | "clock" | "policies">,
  by: string,
  only: "newer" | "any",
): Promise<string[]> {
  const { version, packs } = core.policies.current;
  const put = await putPoliciesInForce(core, { version, packs, by, at: core.clock.now(), only });
  if (put === "already") return [];
  if (put === "put") return [`Contact rules: ${packs.join(", ")} (${version}) are in force`];
  return [
    `Warning: the contact rules that were read (${version}) were replaced by others: nothing is sent by them. Give this process the newer templates, or put these in force again: npx huifang policies apply`,
  ];
}
