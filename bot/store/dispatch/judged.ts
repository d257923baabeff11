import type { DueUnit, UnitFacts, Verdict } from "../../app/dispatch/ports.ts";
import type { Instant } from "../../domain/calendar.ts";
import type { NewId } from "../../domain/ids.ts";
import type { Reason } from "../../domain/policy/gate.ts";
import type { Tx } from "../database.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import type { Vault } from "../vault.ts";

export interface Deciding {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
  readonly now: Instant;
}

export interface Judged<V extends Verdict = Verdict> {
  readonly unit: DueUnit;
  readonly borrower: LockedBorrower;
  readonly facts: UnitFacts;
  readonly verdict: V;
}

export type Held = Judged<Verdict & { kind: "defer" | "suppress" }>;
export type Taken = Judged<Verdict & { kind: "claim" }>;

/** As a JSON column keeps them. */
export const plain = (reasons: readonly Reason[]): { rule: string; detail?: string; pack?: string }[] => reasons.map((reason) => ({ ...reason }));
