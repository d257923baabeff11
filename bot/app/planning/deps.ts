import type { Capacity } from "../../domain/reminders/capacity.ts";
import type { Plans } from "../../domain/reminders/plan.ts";
import type { PolicyShelf } from "../policy-shelf.ts";
import type { Base } from "../ports.ts";
import type { PlanningStore } from "./ports.ts";

export interface PlanningDeps extends Base {
  readonly store: PlanningStore;
  readonly plans: Plans;
  readonly policies: PolicyShelf;
  /** Absent or empty: no cap. */
  readonly capacity?: readonly Capacity[];
}
