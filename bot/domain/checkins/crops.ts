import { mentions } from "./mentions.ts";

export const seasons = ["sow", "tend", "harvest", "sell"] as const;
export type Season = (typeof seasons)[number];

/** When the work of one trade is done, by the months of a year (1 … 12). */
export interface Crop {
  readonly id: string;
  /** Words of a loan's trade or purpose that mean it; none: every other trade. */
  readonly words: readonly string[];
  readonly months: Readonly<Partial<Record<Season, readonly number[]>>>;
}

/** The first that is named; the trade says it, or else what the loan was for. */
export function cropOf(crops: readonly Crop[], { trade, purpose }: { readonly trade: string; readonly purpose: string }): Crop | undefined {
  return (
    [trade, purpose].reduce<Crop | undefined>((found, text) => found ?? crops.find(({ words }) => mentions(text, words)), undefined) ??
    crops.find(({ words }) => words.length === 0)
  );
}
