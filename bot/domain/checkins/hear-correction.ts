import { answerText } from "./answer-text.ts";
import type { Course, Text } from "./course.ts";
import { proceed, record } from "./record.ts";
import { put, type Frame } from "./put.ts";
import { answeredLast, questionOf } from "./questions.ts";
import type { Question } from "./questionnaire.ts";
import type { Answer } from "./answer.ts";
import { readAnswer } from "./reading/read-answer.ts";
import { readCorrection, type Correction } from "./reading/read-correction.ts";
import type { Reading } from "./reading/reading.ts";
import { said, type Said } from "./reading/said.ts";

/** "刚才说错了，是三万": the answer before, or the one that is named, is another. */
export function hearCorrection(course: Course, open: Question, text: Text, of: Said): boolean {
  const correction = readCorrection(of);
  if (!correction) return false;
  const meant = named(course, correction) ?? answeredLast(course.run, course.world, open.id);
  // nothing was answered yet: what should be instead may be the answer to the open question
  if (!meant) return false;
  if (correction.to === "") {
    if (correction.weak) return false;
    put(course, meant, { as: "checkin-back" });
    return true;
  }
  const to = said(correction.to);
  const found = whole(readAnswer(to, meant, course.world)) ? meant : correction.nth === undefined ? theOnlyOne(course, to, open) : undefined;
  if (correction.weak && (found !== meant || whole(readAnswer(to, open, course.world)))) return false;
  const reading = found && readAnswer(to, found, course.world);
  if (found && whole(reading)) correct(course, found, reading.answer, text);
  else put(course, meant, { as: "checkin-back" });
  return true;
}

/** What was open stays open, unless its condition went with the old answer. */
export function correct(course: Course, question: Question, answer: Answer, text: Text): void {
  const check = record(course, question, answer, text.id);
  proceed(course, question, check, correctedFrame(course, question, answer));
}

export const correctedFrame = ({ world }: Course, question: Question, answer: Answer): Frame =>
  answer.type === "document" ? { as: "checkin-question" } : { as: "checkin-corrected", what: answerText(question, answer, world) };

type Whole = Extract<Reading, { is: "answer" }>;
const whole = (reading: Reading | undefined): reading is Whole => reading?.is === "answer" && (reading.sure !== "part" || openEnded.has(reading.answer.type));
const openEnded: ReadonlySet<Answer["type"]> = new Set<Answer["type"]>(["text", "location"]);

/** "第二题", by the order in which they were put. */
function named({ run, world }: Course, { nth }: Correction): Question | undefined {
  const id = nth === undefined ? undefined : run.asked[nth - 1];
  const question = id === undefined ? undefined : questionOf(world, id);
  return question && run.answers[question.id] !== undefined ? question : undefined;
}

/** It fits none but one of the earlier answers. */
function theOnlyOne({ run, world }: Course, to: Said, open: Question): Question | undefined {
  const fitting = run.asked
    .flatMap((id) => questionOf(world, id) ?? [])
    .filter((question) => question.id !== open.id && run.answers[question.id] !== undefined && !openEnded.has(question.type))
    .filter((question) => whole(readAnswer(to, question, world)));
  return fitting.length === 1 ? fitting[0] : undefined;
}
