import type { Zone } from "../calendar.ts";
import type { Policy } from "./policy.ts";

/** Whom packs are chosen for. */
export interface PolicyFor {
  /** Undefined: not known; then what holds in any zone holds. */
  readonly zone: Zone | undefined;
  readonly branch: string;
  /** Of borrower, as in the loan book. */
  readonly type: string;
  /** Of the loans that the text is about; of all open ones where it is about none. */
  readonly products: readonly string[];
}

/** What holds for somebody, and everywhere that they may be while their own zone is not known. */
export interface Chosen {
  readonly policy: Policy;
  readonly zones: readonly Zone[];
}

/** The packs of an installation and which of them hold for whom. One set, read at one moment. */
export interface Policies {
  /** Of all its files: changes when any of them does. */
  readonly version: string;
  /** Ids of the packs that hold for anybody. */
  readonly packs: readonly string[];
  of(whom: PolicyFor): Chosen;
  /** Everything that holds for anybody in that zone: a day that it leaves open is open to all of them. */
  inZone(zone: Zone): Policy;
}
