import { daysBetween, type Day } from "../calendar.ts";

/**
 * Days that the oldest covered instalment is late by its own due day. An arrangement does not stop them: what is
 * reported of the loan stays what it was, until what is covered is paid (`paidOn`).
 */
export const daysPastDue = (originalDueOn: Day, today: Day, paidOn?: Day): number => Math.max(0, daysBetween(originalDueOn, paidOn ?? today));
