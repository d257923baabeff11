import type { Course, Text } from "./course.ts";
import { isElsewhere, isGrave, wantsPerson } from "./elsewhere.ts";
import { unclear } from "./expected.ts";
import { correctedFrame } from "./hear-correction.ts";
import { later, stop } from "./hear-command.ts";
import { note } from "./note.ts";
import { postpone } from "./postpone.ts";
import { checkOpen, goOn, handOver, put, putCheck } from "./put.ts";
import { record } from "./record.ts";
import type { Answer } from "./answer.ts";
import type { HonestyCheck, Question } from "./questionnaire.ts";
import { commandIn } from "./reading/command.ts";
import { readAnswer } from "./reading/read-answer.ts";
import { readCorrection } from "./reading/read-correction.ts";
import { said, type Said } from "./reading/said.ts";

/** The answer to a clarifying question: whatever is said to it is for the officer; another answer to what it is about corrects. */
export function hearCheck(course: Course, question: Question, text: Text, of: Said): boolean {
  const check = checkOpen(course);
  if (!check) {
    goOn(course, { as: "checkin-question" });
    return true;
  }
  const command = commandIn(of);
  switch (command) {
    case "stop":
      stop(course);
      return true;
    case "later":
      postpone(course, later(course), text.id);
      return true;
    case "back":
      note(course, check, question);
      put(course, question, { as: "checkin-back" });
      return true;
    case "help":
      putCheck(course, check, question, { as: "checkin-not-understood", params: { ...unclear(question, course.world, "help"), expected: "text" } });
      return true;
    case "skip":
      note(course, check, question);
      goOn(course, { as: "checkin-skipped-on" });
      return true;
    case "now":
    case "not_known":
    case undefined:
      break;
  }
  if (isGrave(text.reply)) return false;
  const other = otherAnswer(course, question, of);
  if (other) {
    settle(course, check, question, other, text);
    return true;
  }
  if (wantsPerson(text.reply)) {
    note(course, check, question, text);
    handOver(course, "asked");
    return true;
  }
  if (isElsewhere(text.reply) && text.reply.intents[0]?.name !== "hardship") return false;
  note(course, check, question, text);
  goOn(course, { as: "checkin-question" });
  return true;
}

function settle(course: Course, check: HonestyCheck, question: Question, answer: Answer, text: Text): void {
  record(course, question, answer, text.id);
  const { run, world } = course;
  if (check.doubtful({ answers: run.answers, facts: world.facts })) note(course, check, question, text);
  goOn(course, correctedFrame(course, question, answer));
}

/** Said to be a correction, or plainly an answer of that kind; a yes or no answers the clarifying question, not the one before. */
function otherAnswer(course: Course, question: Question, of: Said): Answer | undefined {
  const correction = readCorrection(of);
  const to = correction && correction.to !== "" ? readAnswer(said(correction.to), question, course.world) : undefined;
  if (to?.is === "answer" && to.sure !== "part") return to.answer;
  if (question.type === "yes_no" || question.type === "text" || question.type === "location") return undefined;
  const reading = readAnswer(of, question, course.world);
  const sure = question.type === "choice" || question.type === "multi_choice" ? ["exact"] : ["exact", "whole"];
  return reading?.is === "answer" && sure.includes(reading.sure) ? reading.answer : undefined;
}
