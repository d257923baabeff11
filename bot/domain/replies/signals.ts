import type { FoundAmount } from "./amounts.ts";
import type { FoundDate } from "./dates.ts";
import type { Asked, IntentName } from "./reply.ts";
import type { Clause, Hit } from "./rule.ts";

/** All that the rules found in one text, before anything is decided. */
export interface Signals {
  /** Normalised. */
  readonly text: string;
  readonly length: number;
  readonly clauses: readonly Clause[];
  readonly hits: readonly Hit[];
  /** Kinds of words that together hint at something grave (safety-broad.ts). */
  readonly hints: readonly Hit[];
  /** The intents that rules found, in the rules' own order of precedence. */
  readonly ranked: readonly IntentName[];
  /** No rule said anything but the one that reads a bare answer to what was asked. */
  readonly answered: boolean;
  readonly asked: Asked | undefined;
  readonly yes: boolean | undefined;
  /** Read as lying ahead. */
  readonly dates: readonly FoundDate[];
  readonly amounts: readonly FoundAmount[];
}
