import type { Weekday } from "../../../domain/calendar.ts";

type Some = readonly [string, ...string[]];

/** What simulated borrowers say, in one language. */
export interface Words {
  readonly yesItIsMe: Some;
  readonly wrongNumber: Some;
  readonly yesThatIsRight: Some;
  /** Of what may be applied for. */
  readonly choice: Some;
  readonly person: Some;
  readonly moreTime: Some;
  readonly dispute: Some;
  readonly noise: Some;
  readonly business: Some;
  /** Now is a good time for a few questions. */
  readonly ready: Some;
  readonly takings: Some;
  readonly paid: Some;
  readonly all: Some;
  readonly half: Some;
  /** Days that the speaker may name, seen from a weekday, with how far off they are. */
  days(today: Weekday): readonly [Day, ...Day[]];
  promise(day: string): Some;
  promiseHalf(day: string): Some;
}

interface Day {
  readonly said: string;
  readonly inDays: number;
}
