import { addDays, dayIn, dayMs, minuteOfDay, plus, type Instant } from "../calendar.ts";
import { dayText } from "../day-text.ts";
import type { InboundId } from "../ids.ts";
import { say, type Course } from "./course.ts";

/** Rests until then; a day is left to answer in after that, whatever the round's end. */
export function postpone(course: Course, until: Instant, because: InboundId): void {
  const { run, world } = course;
  const expiresAt = plus(until, dayMs) > run.expiresAt ? plus(until, dayMs) : run.expiresAt;
  course.run = { ...run, phase: "postponed", resumeAt: until, expiresAt, misunderstood: 0 };
  course.events.push({ type: "postponed", until, because });
  const [on, today] = [dayIn(until, world.zone), dayIn(world.now, world.zone)];
  const minute = minuteOfDay(until, world.zone);
  say(course, "checkin-postponed", {
    day: on === today ? "today" : on === addDays(today, 1) ? "tomorrow" : "other",
    on: dayText(on, world.locale, today),
    time: `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`,
  });
}
