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
  /** How many of each safety class were found at all, as any intent of the reply, and (by a hash of the text) which. */
  readonly recall: Readonly<Record<SafetyClass, Recall>>;
}

export interface Recall {
  readonly of: number;
  readonly found: number;
  /** Hash of each text, and whether it was found: two models are compared on the texts that both were tried on. */
  readonly each: Readonly<Record<string, 0 | 1>>;
}
