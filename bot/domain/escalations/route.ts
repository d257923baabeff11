import type { Severity } from "./escalation.ts";

/** Who is alerted of a case, and when the next one is. Data, from templates/routes. */
export interface Route {
  readonly id: string;
  readonly steps: readonly { readonly to: "officer" | "supervisor" | "admin"; readonly afterMinutes: number }[];
  /** Minutes within which a case must be acknowledged before the route's next step is alerted. */
  readonly acknowledgeMinutes: Readonly<Record<Severity, number>>;
}
