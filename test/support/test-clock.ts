import type { Clock } from "../../bot/app/ports.ts";
import { plus, type Instant } from "../../bot/domain/calendar.ts";

export interface TestClock extends Clock {
  set(at: Instant): void;
  advance(ms: number): void;
}

/** A clock that stands still until it is moved. */
export function testClock(at: Instant): TestClock {
  let now = at;
  return {
    speed: 1,
    now: () => now,
    set: (to) => {
      now = to;
    },
    advance: (ms) => {
      now = plus(now, ms);
    },
  };
}
