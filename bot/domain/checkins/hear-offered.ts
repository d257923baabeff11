import { yesNo } from "../replies/yes-no.ts";
import { say, type Course, type Text } from "./course.ts";
import { isElsewhere, isGrave, mayBeElsewhere, wantsPerson } from "./elsewhere.ts";
import { hearAnswers } from "./hear-answers.ts";
import { aDayLater, later, stop } from "./hear-command.ts";
import { postpone } from "./postpone.ts";
import { goOn, handOver } from "./put.ts";
import { nextQuestion } from "./questions.ts";
import { commandIn } from "./reading/command.ts";
import { readAnswer } from "./reading/read-answer.ts";
import { readWhen } from "./reading/read-when.ts";
import { said, type Said } from "./reading/said.ts";
import { courtesy, segments } from "./reading/segments.ts";

/** Whether now is a good time, or (`asked_when`) which time would be; whoever answers the first question at once has said yes. */
export function hearOffered(course: Course, text: Text, of: Said): boolean {
  const { run, world } = course;
  const askedWhen = run.phase === "asked_when";
  switch (commandIn(of)) {
    case "stop":
      stop(course);
      return true;
    case "now":
      goOn(course, { as: "checkin-question" });
      return true;
    case "later":
      if (askedWhen) postpone(course, later(course), text.id);
      else askWhen(course);
      return true;
    case "not_known":
      if (askedWhen) postpone(course, aDayLater(course), text.id);
      else askWhen(course);
      return true;
    case "help":
      say(course, "checkin-start", {});
      return true;
    case "back":
    case "skip":
    case undefined:
      break;
  }
  const yes = yesNo(of.normal);
  const parts = segments(of.normal).map(said);
  if (yes === true && !parts.slice(1).some((part) => !courtesy(part.bare))) {
    goOn(course, { as: "checkin-question" });
    return true;
  }
  const when = readWhen(of, world);
  if (when?.whole) {
    postpone(course, when.at, text.id);
    return true;
  }
  if (isGrave(text.reply)) return false;
  if (answersFirst(course, text, parts)) return true;
  if (wantsPerson(text.reply)) {
    handOver(course, "asked");
    return true;
  }
  if (isElsewhere(text.reply)) return false;
  if (when) {
    postpone(course, when.at, text.id);
    return true;
  }
  if (yes === true) {
    goOn(course, { as: "checkin-question" });
    return true;
  }
  if (yes === false && !askedWhen) {
    askWhen(course);
    return true;
  }
  if (mayBeElsewhere(text.reply)) return false;
  return stillUnclear(course, text);
}

function askWhen(course: Course): void {
  course.run = { ...course.run, phase: "asked_when", misunderstood: 0 };
  say(course, "checkin-when", {});
}

/** The list of its options was not seen yet, so only its words count; "好的，没变" begins with the yes. */
export function answersFirst(course: Course, text: Text, parts: readonly Said[]): boolean {
  const question = nextQuestion(course.run, course.world);
  const [first, ...others] = parts.length > 1 && parts[0] && courtesy(parts[0].bare) ? parts.slice(1) : parts;
  const reading = question && first && readAnswer(first, question, course.world);
  if (!question || reading?.is !== "answer") return false;
  const sure = question.type === "yes_no" || question.type === "choice" || question.type === "multi_choice" ? ["exact"] : ["exact", "whole"];
  if (!sure.includes(reading.sure)) return false;
  course.run = { ...course.run, phase: "asking", asked: [...course.run.asked.filter((id) => id !== question.id), question.id] };
  course.beside = others.length > 0 && isElsewhere(text.reply);
  return hearAnswers(course, question, reading, text, others);
}

/** Twice; then a day's rest where a time was asked for, else a person. */
function stillUnclear(course: Course, text: Text): true {
  const { run } = course;
  const times = run.misunderstood + 1;
  course.run = { ...run, misunderstood: times };
  if (run.phase === "asked_when") {
    if (times > 1) postpone(course, aDayLater(course), text.id);
    else say(course, "checkin-when", {});
  } else if (times > 2) handOver(course, "not_understood");
  else say(course, "checkin-start", {});
  return true;
}
