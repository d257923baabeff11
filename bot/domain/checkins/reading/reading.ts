import type { Answer } from "../answer.ts";

/**
 * exact: nothing but the answer, in a way that could answer nothing else: it may fill a question that was not put yet
 * whole: the text is about nothing else
 * part: stands in a longer text
 */
export type Sure = "exact" | "whole" | "part";

export type Reading =
  | { readonly is: "answer"; readonly answer: Answer; readonly sure: Sure }
  /** An answer of the right kind that cannot be: below `least`, above `most`. In the borrower's words. */
  | { readonly is: "outside"; readonly expected: string; readonly least: string; readonly most: string };

export const answered = (answer: Answer, sure: Sure): Reading => ({ is: "answer", answer, sure });
