import type { Clock as AppClock } from "../../bot/app/ports.ts";
import { day, dayMs, hourMs, instantAt, minuteMs, plus, secondMs, type Instant, type Zone } from "../../bot/domain/calendar.ts";

export { plus, type Instant };

/** A clock that stands still until it is set; it never goes back. */
export interface Clock extends AppClock {
  set(at: Instant): void;
}

export function standingClock(start: Instant): Clock {
  let now = start;
  return {
    now: () => now,
    speed: 1,
    set(at) {
      if (at < now) throw new RangeError("a scenario's clock does not go back");
      now = at;
    },
  };
}

/** "2026-11-23 10:00" on the wall clock of that zone. */
export function momentIn(text: string, zone: Zone): Instant {
  const [on = "", time = ""] = text.split(" ");
  const [hour, minute] = time.split(":").map(Number);
  return instantAt(day(on), (hour ?? 0) * 60 + (minute ?? 0), zone);
}

/** "90m" in milliseconds. */
export function msOf(duration: string): number {
  const units = new Map([
    ["s", secondMs],
    ["m", minuteMs],
    ["h", hourMs],
    ["d", dayMs],
  ]);
  const unit = units.get(duration.slice(-1));
  if (unit === undefined) throw new RangeError(`no duration: ${duration}`);
  return Number(duration.slice(0, -1)) * unit;
}
