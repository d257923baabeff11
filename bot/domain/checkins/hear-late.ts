import { say, type Course, type Text } from "./course.ts";
import { isElsewhere, isGrave, wantsPerson } from "./elsewhere.ts";
import { nextQuestion, questionOf } from "./questions.ts";
import { commandIn } from "./reading/command.ts";
import { readAnswer } from "./reading/read-answer.ts";
import { readCorrection } from "./reading/read-correction.ts";
import type { Said } from "./reading/said.ts";
import { courtesy } from "./reading/segments.ts";
import type { InboundId } from "../ids.ts";

/** After the end: what would have been an answer is kept as a late one, and said so kindly, once. */
export function hearLate(course: Course, text: Text, of: Said): boolean {
  const { phase } = course.run;
  if (phase === "done") return readCorrection(of)?.weak === false && keepLate(course, text.id);
  if (phase !== "expired" || isGrave(text.reply) || wantsPerson(text.reply) || isElsewhere(text.reply)) return false;
  return answersOpen(course, of) && keepLate(course, text.id);
}

export function keepLate(course: Course, because: InboundId): true {
  course.events.push({ type: "late_answer", because });
  if (!course.run.toldLate) {
    course.run = { ...course.run, toldLate: true };
    say(course, "checkin-late", {});
  }
  return true;
}

/** What was open when it ended, or would have been put next. */
function answersOpen({ run, world }: Course, of: Said): boolean {
  const question = run.open ? questionOf(world, run.open.question) : nextQuestion(run, world);
  const reading = question && readAnswer(of, question, world);
  if (run.open?.check !== undefined) return !courtesy(of.bare);
  if (run.open === null && (courtesy(of.bare) || commandIn(of) === "now")) return true;
  if (reading?.is !== "answer") return false;
  return run.open !== null || reading.sure === "exact";
}
