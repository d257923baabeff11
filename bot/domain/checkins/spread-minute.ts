import { fnv1a, type Spread } from "../reminders/touches.ts";

/** The minute of its day at which a round begins with a borrower: always the same, and spread over those of the contact hours. */
export const spreadMinute = ({ fromMinute, minutes }: Spread, borrower: string, round: string): number =>
  fromMinute + (fnv1a(`${borrower}/${round}`) % minutes);
