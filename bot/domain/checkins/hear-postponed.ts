import type { Course, Text } from "./course.ts";
import { wantsPerson } from "./elsewhere.ts";
import { answersFirst } from "./hear-offered.ts";
import { hearAnswers } from "./hear-answers.ts";
import { later, stop } from "./hear-command.ts";
import { hearCheck } from "./hear-check.ts";
import { postpone } from "./postpone.ts";
import { handOver, putAgain } from "./put.ts";
import { questionOf } from "./questions.ts";
import { commandIn } from "./reading/command.ts";
import { readAnswer } from "./reading/read-answer.ts";
import { readWhen } from "./reading/read-when.ts";
import { said, type Said } from "./reading/said.ts";
import { courtesy, segments } from "./reading/segments.ts";

/** Before the time that was agreed: another time, an end, an early start, or the answer itself. All else is for the rest of the turn. */
export function hearPostponed(course: Course, text: Text, of: Said): boolean {
  const { run, world } = course;
  const due = run.resumeAt === null || world.now >= run.resumeAt;
  switch (commandIn(of)) {
    case "stop":
      stop(course);
      return true;
    case "now":
      putAgain(course, { as: "checkin-back" });
      return true;
    case "later":
      postpone(course, later(course), text.id);
      return true;
    default:
      break;
  }
  if (courtesy(of.bare)) {
    // 好的 to "then I shall ask tomorrow" says goodbye
    if (due) putAgain(course, { as: "checkin-back" });
    return true;
  }
  const when = readWhen(of, world);
  if (when?.whole) {
    postpone(course, when.at, text.id);
    return true;
  }
  if (wantsPerson(text.reply)) {
    handOver(course, "asked");
    return true;
  }
  const open = run.open && questionOf(world, run.open.question);
  if (!open) return answersFirst(course, text, segments(of.normal).map(said));
  if (run.open?.check !== undefined) return due && hearCheck(course, open, text, of);
  const reading = readAnswer(of, open, world);
  if (reading?.is !== "answer" || reading.sure === "part") return false;
  return hearAnswers(course, open, reading, text, []);
}
