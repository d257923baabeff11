/**
 * What a day's texts are expected to bring to the officers. An estimate and nothing more: the same share of texts as in
 * this installation's own past is taken to be answered, and to become a case. It knows nothing of salaries, holidays or
 * what a text is about, and counts everything on the day of the text, though answers come over some days.
 */

/** Texts that we began in a span that is over, and what came of them within `answerDays`. */
export interface Past {
  readonly texts: number;
  /** Of these texts: after so many the borrower wrote before we did again. */
  readonly answered: number;
  /** Of these texts: after so many a case was opened. */
  readonly cases: number;
}

export interface Shares {
  /** own: measured here. assumed: too few texts have gone out yet, and the figures below are taken. */
  readonly basis: "own" | "assumed";
  readonly answers: number;
  readonly cases: number;
}

export interface ExpectedLoad {
  readonly answers: number;
  readonly cases: number;
}

/** Whoever answers a reminder mostly does so within three days. */
export const answerDays = 3;
/** The past that is looked at, in days before that. */
export const pastDays = 90;
/** With fewer texts than this a share says more of chance than of borrowers. */
export const leastTexts = 200;
/** Ours, for want of a published figure; on the high side, so that a new team is not caught short. */
export const assumedShares: Shares = { basis: "assumed", answers: 0.3, cases: 0.05 };

export function sharesOf({ texts, answered, cases }: Past): Shares {
  return texts < leastTexts ? assumedShares : { basis: "own", answers: answered / texts, cases: cases / texts };
}

export const expectedLoad = (texts: number, { answers, cases }: Shares): ExpectedLoad => ({ answers: texts * answers, cases: texts * cases });
