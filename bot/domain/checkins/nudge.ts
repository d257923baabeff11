import { say, type Course } from "./course.ts";
import { mostTimes, putAgain, checkKey } from "./put.ts";
import { questionOf } from "./questions.ts";

/** No answer for a while, or the agreed time has come: softly once more, and nothing where it was said often enough. */
export function nudge(course: Course): void {
  const { run, world } = course;
  switch (run.phase) {
    case "offered":
    case "asked_when":
      if (run.offeredAt === null || run.nudges >= mostBefore) return;
      nudged(course);
      say(course, run.phase === "offered" ? "checkin-start" : "checkin-when", {});
      return;
    case "postponed":
      if (run.resumeAt !== null && world.now < run.resumeAt) return;
      break;
    default:
      break;
  }
  const agreed = run.phase === "postponed";
  const key = run.open && (run.open.check === undefined ? run.open.question : checkKey(run.open.check));
  // at a time that was agreed something is said: one that was put often enough is passed over then
  if (!agreed && key !== null && run.open && questionOf(world, run.open.question) && (run.timesAsked[key] ?? 0) >= mostTimes) return;
  nudged(course);
  putAgain(course, { as: "checkin-nudge", agreed: agreed ? "yes" : "no" });
}

/** Reminders of an opening that was not answered. */
const mostBefore = 2;

function nudged(course: Course): void {
  course.run = { ...course.run, nudges: course.run.nudges + 1 };
  course.events.push({ type: "nudged" });
}
