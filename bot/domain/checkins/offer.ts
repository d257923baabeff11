import { say, type Course } from "./course.ts";
import { howMany } from "./how-many.ts";

/** Why, how long, and whether now is a good time; once. A round without a question for this borrower is over before it begins. */
export function offer(course: Course): void {
  const { run, world } = course;
  if (run.offeredAt !== null) return;
  const { questionnaire, locale, values, now } = world;
  const length = lengthOf(run, world);
  if (length.questions === 0) {
    course.run = { ...run, phase: "done" };
    course.events.push({ type: "done" });
    return;
  }
  course.run = { ...run, offeredAt: now };
  course.events.push({ type: "offered" });
  say(course, "checkin-offer", { why: questionnaire.why(locale, values), ...length });
}

/** How many questions and minutes the opening speaks of. */
export function lengthOf(run: Parameters<typeof howMany>[0], world: Parameters<typeof howMany>[1]) {
  const { least, most } = howMany(run, world);
  const minutes = Math.max(1, Math.ceil((((least + most) / 2) * secondsAQuestion) / 60));
  return { questions: least, more: most > least ? most : ("none" as const), minutes };
}

/** Reading it and answering by thumb. */
const secondsAQuestion = 20;
