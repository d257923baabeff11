/** What a borrower must never read, as data; templates/guard says it, `checkWording` looks for it. */
export const conditions = ["always", "stranger", "overdue", "bot", "not_approved", "not_settled"] as const;
/**
 * When a category holds. stranger: the right person has not answered yet; overdue: not for somebody who is late; bot:
 * only the bot may not say so; not_approved, not_settled: unless approval, or the ledger, says it too.
 */
export type Condition = (typeof conditions)[number];

export type InBoth = Readonly<Record<"zh-CN" | "en", string>>;

export interface GuardRule {
  /** Looked for in Chinese without signs between the characters. */
  readonly han: readonly RegExp[];
  /** Looked for in words: English and pinyin. */
  readonly words: readonly RegExp[];
  /** The sentence that holds one of these means something else. */
  readonly unless?: RegExp;
  /** "We never ask for it" passes. */
  readonly negatedPasses: boolean;
}

export interface GuardCategory {
  readonly id: string;
  readonly when: Condition;
  readonly why: InBoth;
  readonly suggestion: InBoth;
  readonly rules: readonly GuardRule[];
}

/** How sentences are read, the same for all categories. */
export interface HowRead {
  /** Ends right before what it denies, within its clause. */
  readonly negation: { readonly han: RegExp; readonly words: RegExp };
  /** Denied on a condition ("pay, and we will not tell …") is no denial. */
  readonly conditional: { readonly han: RegExp; readonly words: RegExp };
  /** Sentences that the law demands, in neutral words. */
  readonly passes: { readonly han: RegExp; readonly words: RegExp };
  /** Stands before a quotation of what the borrower wrote. */
  readonly quoteBefore: RegExp;
}

export interface Guard {
  readonly categories: readonly GuardCategory[];
  readonly how: HowRead;
}
