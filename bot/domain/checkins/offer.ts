import { say, type Course } from "./course.ts";
import { applies } from "./questions.ts";

/** Why, how long, and whether now is a good time; once. A round without a question for this borrower is over before it begins. */
export function offer(course: Course): void {
  const { run, world } = course;
  if (run.offeredAt !== null) return;
  const { questionnaire, locale, values, now } = world;
  const count = questionnaire.questions.filter((question) => applies(question, run, world)).length;
  if (count === 0) {
    course.run = { ...run, phase: "done" };
    course.events.push({ type: "done" });
    return;
  }
  course.run = { ...run, offeredAt: now };
  course.events.push({ type: "offered" });
  say(course, "checkin-offer", { why: questionnaire.why(locale, values), questions: count, minutes: minutesFor(count) });
}

/** How long so many questions take, as the opening says. */
export const minutesFor = (questions: number): number => Math.max(1, Math.ceil((questions * secondsAQuestion) / 60));

/** Reading it and answering by thumb. */
const secondsAQuestion = 20;
