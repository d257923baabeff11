import { textLocale } from "../../domain/day-text.ts";
import { helplinesOf } from "../../domain/policy/helplines.ts";
import type { Policy } from "../../domain/policy/policy.ts";

/** By what, besides a contract's ending, a borrower can tell that it is the lender who writes; what is missing is not named. */
export interface Proof {
  /** The lender's own, as people type it. */
  readonly domain?: string;
  /** By the branch's name in the loan book. */
  readonly branchPhones?: ReadonlyMap<string, string>;
}

export interface AmbientOf {
  readonly name: string;
  readonly locale: string;
  readonly branch: string;
  readonly lender: string;
  readonly proof?: Proof | undefined;
  readonly policy: Pick<Policy, "layers">;
}

/** Values that every template may use without being given them; "none" stands for what there is not, and a template chooses by it. */
export function ambient({ name, locale, branch, lender, proof = {}, policy }: AmbientOf): Record<string, string> {
  const lines = helplinesOf(policy).map((line) => `${line.name} ${line.number}`);
  return {
    name,
    lender,
    domain: proof.domain ?? none,
    branch_phone: proof.branchPhones?.get(branch) ?? none,
    helplines: lines.length > 0 ? lines.join(textLocale(locale) === "zh-CN" ? "、" : ", ") : none,
  };
}

const none = "none";
