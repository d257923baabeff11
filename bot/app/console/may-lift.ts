import type { HoldReason } from "../../domain/policy/hold.ts";

/** Only the borrower takes an opt-out back; every other hold is a person's to lift. */
export const mayLift = (reason: HoldReason): boolean => reason !== "opt_out";
