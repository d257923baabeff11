import type { Clock } from "../../../bot/app/ports.ts";
import { plus, systemNow, type Instant } from "../../../bot/domain/calendar.ts";

/** A clock that began at `from` and goes on as time does; may be set forward. */
export function benchClock(from: Instant): Clock & { advance(ms: number): void } {
  const began = systemNow();
  let ahead = 0;
  return {
    speed: 1,
    now: () => plus(from, systemNow() - began + ahead),
    advance: (ms) => {
      ahead += ms;
    },
  };
}
