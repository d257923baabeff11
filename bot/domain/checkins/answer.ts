import type { Day } from "../calendar.ts";
import type { Currency } from "../money.ts";

/** What is known about a borrower or a loan, as conditions see it; money in major units of the loan's currency, days as YYYY-MM-DD, shares as 0 … 1. */
export type FactValue = string | number | boolean | readonly string[];

/** What a borrower's words were taken to answer. */
export type Answer =
  | { readonly type: "yes_no"; readonly yes: boolean }
  | { readonly type: "choice"; readonly key: string }
  | { readonly type: "multi_choice"; readonly keys: readonly string[] }
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "money"; readonly minor: bigint; readonly currency: Currency; readonly about: boolean }
  | { readonly type: "percent"; readonly share: number }
  | { readonly type: "date"; readonly on: Day; readonly fuzzy: boolean }
  | { readonly type: "text"; readonly text: string }
  /** The inbound text that brought the file. */
  | { readonly type: "document"; readonly document: string; readonly media: string }
  | { readonly type: "location"; readonly text: string };

/** By question. A question that was skipped has none. */
export type Answers = Readonly<Record<string, Answer>>;
