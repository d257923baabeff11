import { addDays, dayIn, instantAt, minuteOfDay, type Day, type Instant, type Zone } from "../calendar.ts";
import { fnv1a } from "../reminders/touches.ts";

/** An offer that could not be made within these days is not made: its questions were for that time. */
const offerDays = 4;
/** And then there are some days to answer. */
const answerDays = 10;

const opens = 9 * 60;
/** A thousand borrowers are spread over a morning. */
const spreadMinutes = 150;
const noon = 12 * 60;

export interface OfferTime {
  readonly plannedOn: Day;
  readonly dueAt: Instant;
  readonly offerUntil: Instant;
  readonly expiresAt: Instant;
}

/** In the borrower's own morning, always at the same minute; today's only while it lasts. */
export function offerTime(borrower: string, on: Day, now: Instant, zone: Zone): OfferTime {
  const today = dayIn(now, zone);
  const plannedOn = on > today ? on : minuteOfDay(now, zone) < noon ? today : addDays(today, 1);
  const at = instantAt(plannedOn, opens + (fnv1a(borrower) % spreadMinutes), zone);
  return {
    plannedOn,
    dueAt: at > now ? at : now,
    offerUntil: instantAt(addDays(plannedOn, offerDays), 0, zone),
    expiresAt: instantAt(addDays(plannedOn, answerDays), 0, zone),
  };
}
