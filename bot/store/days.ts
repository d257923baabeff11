import { fromDate, toDate, type Day, type Instant } from "../domain/calendar.ts";

/** PostgreSQL `date` columns come from the driver as midnight UTC; a `Day` has no zone. */
export const dayOf = (date: Date): Day => date.toISOString().slice(0, 10) as Day;
export const instantOf = (date: Date): Instant => fromDate(date);
export const instantOrNull = (date: Date | null): Instant | null => (date === null ? null : fromDate(date));
export const dateOf = (on: Day): Date => new Date(`${on}T00:00:00Z`);
export const dateOrNull = (at: Instant | null | undefined): Date | null => (at === null || at === undefined ? null : toDate(at));
