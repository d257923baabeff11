/**
 * initiating: we speak first (hours, budgets, holds). response: answers what the borrower just wrote (no budget).
 * acknowledgement: confirms an opt-out or a wrong number, or answers a cry for help: once, in spite of that hold.
 */
export type TextClass = "initiating" | "response" | "acknowledgement";
