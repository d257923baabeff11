import type { HoldReason } from "./hold.ts";

/** Who may lift a hold. An admin never does: they see no borrower. */
export type Lifter = "officer" | "supervisor" | "compliance";

const anyone: readonly Lifter[] = ["officer", "supervisor", "compliance"];
/** Where writing again too early does harm that cannot be mended, a second pair of eyes decides, not whoever works the case. */
const secondPerson: readonly Lifter[] = ["supervisor", "compliance"];

/** Of each hold, who may end it before its time. An opt-out is nobody's but the borrower's own to take back. */
export const whoLifts: Readonly<Record<HoldReason, readonly Lifter[]>> = {
  opt_out: [],
  dispute: secondPerson,
  claims_paid: anyone,
  promised: anyone,
  // Others than the loan's own officer decide an application; ending its rest would go round them.
  arrangement: secondPerson,
  with_officer: anyone,
  distress: secondPerson,
  deceased: secondPerson,
  takeover: anyone,
  legal: secondPerson,
  wrong_person: anyone,
  do_not_contact: anyone,
};
