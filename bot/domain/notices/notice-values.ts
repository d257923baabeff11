import { arrangementParams } from "../arrangements/spoken-terms.ts";

/** Every value that a notice's template may ask for; "none" where there is nothing to say. */
export const noticeValues = {
  welcome: ["loan", "principal", "purpose", "count", "amount", "due_on", "last_due_on", "officer"],
  receipt: ["loan", "count", "amount", "on", "due", "next", "next_on"],
  "promise-day": ["loan", "amount", "on"],
  "arrangement-approved": ["loan", ...arrangementParams],
  "arrangement-changed": ["loan", ...arrangementParams],
  "arrangement-refused": ["loan"],
  "document-asked": ["loan", "document"],
  "document-chased": ["loan", "document"],
  "document-refused": ["loan", "document", "reason"],
} as const satisfies Record<string, readonly string[]>;
