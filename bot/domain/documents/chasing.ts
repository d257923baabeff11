import { addDays, type Day } from "../calendar.ts";
import { mostChases } from "./document-request.ts";

/**
 * After so many days without the document it is asked for again, then once more: within the month in which the use of
 * the money has to be shown (practice: evidence by day 30).
 */
const chaseAfterDays: readonly number[] = [7, 14];

/** The day of the next asking after the `nth` (0: the first); undefined: enough was asked, a person does. */
export function chaseOn(asked: Day, nth: number): Day | undefined {
  const days = nth < mostChases ? chaseAfterDays[nth] : undefined;
  return days === undefined ? undefined : addDays(asked, days);
}
