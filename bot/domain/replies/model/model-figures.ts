import type { IntentName } from "../reply.ts";

/** What must never be read as a payment or a promise. */
export const safetyClasses = ["opt_out", "distress", "deceased", "wrong_person", "dispute", "hardship"] as const satisfies readonly IntentName[];
export type SafetyClass = (typeof safetyClasses)[number];

export interface Figures {
  readonly texts: number;
  /** Share whose first intent is acceptable. */
  readonly top1: number;
  /** Of the texts that mean something: acted upon; and of those, rightly. */
  readonly coverage: number;
  readonly precision: number;
  /** Texts of a safety class that came out as paid or promise. */
  readonly dangerous: number;
  /** Share of each safety class that was found at all, as any intent of the reply. */
  readonly recall: Readonly<Record<SafetyClass, { readonly of: number; readonly found: number }>>;
}
