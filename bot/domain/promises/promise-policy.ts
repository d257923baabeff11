/** What may be promised by chat; beyond it people agree. */
export interface PromisePolicy {
  /** Beyond so many days it is no promise but a new schedule. */
  readonly furthestDays: number;
  /** Of what the oldest instalment has open, in percent: less moves nothing and is only asked for again. */
  readonly leastPercent: bigint;
  readonly mostParts: number;
  /** Moved to a later day so often, a person talks with the borrower. */
  readonly postponedToPerson: number;
}

export const standardPromises: PromisePolicy = { furthestDays: 60, leastPercent: 10n, mostParts: 4, postponedToPerson: 3 };

/** The least that may be promised, rounded up to the minor unit; never more than is open. */
export const leastOf = (openMinor: bigint, { leastPercent }: PromisePolicy): bigint => (openMinor * leastPercent + 99n) / 100n;
