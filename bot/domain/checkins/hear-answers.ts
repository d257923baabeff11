import type { Course, Text } from "./course.ts";
import { isElsewhere } from "./elsewhere.ts";
import { proceed, record } from "./record.ts";
import { nextQuestion } from "./questions.ts";
import type { HonestyCheck, Question } from "./questionnaire.ts";
import { readAnswer } from "./reading/read-answer.ts";
import type { Reading } from "./reading/reading.ts";
import { said, type Said } from "./reading/said.ts";
import { courtesy, segments } from "./reading/segments.ts";

type Answered = Extract<Reading, { is: "answer" }>;

/** Records the answer and, of what was said besides, every answer to a next question that can be nothing else. */
export function hearAnswers(course: Course, question: Question, { answer }: Answered, text: Text, besides: readonly Said[]): true {
  let [last, check]: [Question, HonestyCheck | undefined] = [question, record(course, question, answer, text.id)];
  for (const part of besides) {
    const next = check ? undefined : nextQuestion(course.run, course.world);
    const reading = next && fillable.has(next.type) ? readAnswer(part, next, course.world) : undefined;
    if (!next || reading?.is !== "answer" || reading.sure !== "exact" || fits(part, last, course)) break;
    [last, check] = [next, record(course, next, reading.answer, text.id)];
  }
  proceed(course, last, check, { as: "checkin-question" });
  return true;
}

/** Answers to these are known when they are seen; free text would swallow anything. */
const fillable: ReadonlySet<Question["type"]> = new Set<Question["type"]>(["yes_no", "choice", "number", "money", "percent", "date"]);

/** It may as well explain the answer before it. */
const fits = (part: Said, question: Question, { world }: Course): boolean => {
  const reading = readAnswer(part, question, world);
  return reading !== undefined && !(reading.is === "answer" && reading.sure === "part");
};

/** An answer within more words: several answers in a row, or one that a sentence holds and nothing speaks against. */
export function hearPart(course: Course, question: Question, reading: Reading | undefined, text: Text, of: Said): boolean {
  const [first, ...others] = withoutCourtesy(segments(of.normal).map(said), question, course);
  const firstReading = first && others.length > 0 && !openEnded.has(question.type) ? readAnswer(first, question, course.world) : undefined;
  const elsewhere = isElsewhere(text.reply);
  if (firstReading?.is === "answer" && firstReading.sure !== "part") {
    // "没问题，有点紧": which of the two?
    if (others.some((part) => otherAnswer(part, firstReading, question, course))) return false;
    course.beside = elsewhere && text.reply.intents[0]?.name !== "hardship";
    return hearAnswers(course, question, firstReading, text, others);
  }
  if (reading?.is !== "answer" || (elsewhere && text.reply.intents[0]?.name !== "hardship")) return false;
  return hearAnswers(course, question, reading, text, []);
}

/** The whole text is the answer. */
const openEnded: ReadonlySet<Question["type"]> = new Set<Question["type"]>(["text", "location", "multi_choice"]);

function otherAnswer(part: Said, first: Answered, question: Question, { world }: Course): boolean {
  const reading = readAnswer(part, question, world);
  // "有，没多少" is a yes: what follows explains it
  return reading?.is === "answer" && (reading.sure !== "part" || question.type !== "yes_no") && !same(reading.answer, first.answer);
}

const same = (a: Answered["answer"], b: Answered["answer"]): boolean => JSON.stringify(a, plainBigint) === JSON.stringify(b, plainBigint);
const plainBigint = (_: string, value: unknown): unknown => (typeof value === "bigint" ? value.toString() : value);

/** "好的，没变": agreeing to be asked is no answer, unless a yes is what was asked for and nothing better follows. */
function withoutCourtesy(parts: readonly Said[], question: Question, { world }: Course): readonly Said[] {
  const [first, second] = parts;
  if (!first || !second || !courtesy(first.bare)) return parts;
  const next = readAnswer(second, question, world);
  return next?.is === "answer" && next.sure !== "part" ? parts.slice(1) : readAnswer(first, question, world) ? parts : parts.slice(1);
}
