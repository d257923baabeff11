import type { Instant } from "../calendar.ts";
import type { Course, Text } from "./course.ts";
import { hearAnswers, hearPart } from "./hear-answers.ts";
import { hearCheck } from "./hear-check.ts";
import { hearCommand } from "./hear-command.ts";
import { hearCorrection } from "./hear-correction.ts";
import { isElsewhere, isGrave, mayBeElsewhere, wantsPerson } from "./elsewhere.ts";
import { notUnderstood } from "./not-understood.ts";
import { goOnWithout, handOver } from "./put.ts";
import { postpone } from "./postpone.ts";
import { questionOf } from "./questions.ts";
import type { Question } from "./questionnaire.ts";
import { readAnswer } from "./reading/read-answer.ts";
import { readWhen } from "./reading/read-when.ts";
import { commandIn } from "./reading/command.ts";
import type { Said } from "./reading/said.ts";
import type { CheckinWorld } from "./run.ts";

/** A text while a question is open. False: it is none of the check-in's. */
export function hearAsking(course: Course, text: Text, of: Said): boolean {
  const { run, world } = course;
  const question = run.open ? questionOf(world, run.open.question) : undefined;
  // withdrawn meanwhile: what was said answers a question that nobody asks any more
  if (!question) {
    goOnWithout(course, { as: "checkin-question" });
    return true;
  }
  if (run.open?.check !== undefined) return hearCheck(course, question, text, of);

  const reading = readAnswer(of, question, world);
  if (reading?.is === "answer" && reading.sure !== "part") return hearAnswers(course, question, reading, text, []);
  const command = commandIn(of);
  if (command) return hearCommand(course, command, question, text);
  const until = laterAt(of, question, world);
  if (until !== undefined) {
    postpone(course, until, text.id);
    return true;
  }
  if (isGrave(text.reply)) return false;
  if (hearCorrection(course, question, text, of)) return true;
  if (hearPart(course, question, reading, text, of)) return true;
  if (wantsPerson(text.reply)) {
    handOver(course, "asked");
    return true;
  }
  if (isElsewhere(text.reply) || (reading === undefined && mayBeElsewhere(text.reply))) return false;
  notUnderstood(course, question, text, reading?.is === "outside" ? { expected: reading.expected, least: reading.least, most: reading.most } : undefined);
  return true;
}

/** "明天再说", "ask me tonight", and for a file "晚上拍给你": a time, and the word that it is for later. */
function laterAt(of: Said, question: Question, world: CheckinWorld): Instant | undefined {
  if (!(later.test(of.normal) || (question.type === "document" && sending.test(of.normal)))) return undefined;
  const when = readWhen(of, world);
  return when?.whole ? when.at : undefined;
}
const later = /再|晚点|等|以后|之后|忙|没空|不方便|方便|有空|\b(?:later|busy|then|ask|again|back|talk|call|message|text|free|can you|wait|after)\b/;
const sending = /发|拍|传|给|send|take|photo|picture|bring|get/;
