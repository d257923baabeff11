/** A reminder plan: which stages a borrower gets. Data, from templates/plans. */
export interface Stage {
  /** Days from the due day: −3, 0, +1 … */
  readonly offset: number;
  /** Message template that says it. */
  readonly template: string;
  /** Higher goes first where a budget does not allow all. */
  readonly priority: number;
  /** Where the day allows no contact: to the allowed day before, or after. Never later before the due day. */
  readonly move: "earlier" | "later";
}

export interface Plan {
  readonly id: string;
  /** Ascending by offset. */
  readonly stages: readonly Stage[];
}
