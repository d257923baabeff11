import { dayMs, hourMs, minuteMs, plus, type Instant } from "../calendar.ts";
import { say, type Course, type Text } from "./course.ts";
import { unclear } from "./expected.ts";
import { noteOpenCheck } from "./note.ts";
import { needed } from "./not-understood.ts";
import { postpone } from "./postpone.ts";
import { passOver, put, putAgain } from "./put.ts";
import { questionBefore } from "./questions.ts";
import type { Question } from "./questionnaire.ts";
import type { Command } from "./reading/command.ts";

/** What the borrower says about the check-in itself while a question is open. */
export function hearCommand(course: Course, command: Command, question: Question, text: Text): true {
  switch (command) {
    case "back":
      goBack(course, question);
      return true;
    case "skip":
      skip(course, question, text);
      return true;
    case "not_known":
      skip(course, question, text);
      return true;
    case "stop":
      stop(course);
      return true;
    case "later":
      postpone(course, later(course), text.id);
      return true;
    case "help":
      put(course, question, { as: "checkin-not-understood", params: unclear(question, course.world, "help") });
      return true;
    case "now":
      putAgain(course, { as: "checkin-back" });
      return true;
  }
}

/** "Later", without a time: on a quarter, as people agree on times. */
export const later = (course: Course): Instant => onAQuarter(course, 3 * hourMs);
export const aDayLater = (course: Course): Instant => onAQuarter(course, dayMs);
const onAQuarter = ({ world: { now } }: Course, ms: number): Instant => plus(now, ms + ((quarterMs - (now % quarterMs)) % quarterMs));
const quarterMs = 15 * minuteMs;

export function stop(course: Course): void {
  noteOpenCheck(course);
  course.run = { ...course.run, phase: "stopped", open: null, resumeAt: null };
  course.events.push({ type: "stopped" });
  say(course, "checkin-stopped", {});
}

/** Where there is none before, or it was put often enough, the open one is put again. */
export function goBack(course: Course, question: Question): void {
  const before = questionBefore(course.run, course.world, question.id);
  put(course, before ?? question, { as: "checkin-back" });
}

function skip(course: Course, question: Question, text: Text): void {
  // gone back to: the answer that it has stays
  if (question.skippable || course.run.answers[question.id] !== undefined) passOver(course, question, "borrower");
  else needed(course, question, text);
}
