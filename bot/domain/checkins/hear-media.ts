import type { Answer } from "./answer.ts";
import type { Course } from "./course.ts";
import { goOnWithout } from "./put.ts";
import { notUnderstood } from "./not-understood.ts";
import { proceed, record } from "./record.ts";
import { nextQuestion, questionOf } from "./questions.ts";
import type { Question } from "./questionnaire.ts";
import { readAnswer } from "./reading/read-answer.ts";
import { said } from "./reading/said.ts";
import type { RunInput } from "./run.ts";

type MediaInput = Extract<RunInput, { kind: "media" }>;

/** A file, a place, or a caption that answers. Whatever else was sent is for the rest of the turn. */
export function hearMedia(course: Course, input: MediaInput): boolean {
  const { run, world } = course;
  const question = run.open ? questionOf(world, run.open.question) : nextQuestion(run, world);
  if (!question) {
    if (run.open) goOnWithout(course, { as: "checkin-question" });
    return run.open !== null;
  }
  if (run.open?.check !== undefined) return false;
  const answer = answerOf(input, question) ?? captioned(input, question, course);
  if (answer) {
    if (!run.asked.includes(question.id)) course.run = { ...run, asked: [...run.asked, question.id] };
    proceed(course, question, record(course, question, answer, input.id), { as: "checkin-question" });
    return true;
  }
  // a film where a photo was asked for
  if (question.type !== "document" || run.phase !== "asking" || !files.has(input.media)) return false;
  notUnderstood(course, question, input);
  return true;
}

const files: ReadonlySet<MediaInput["media"]> = new Set<MediaInput["media"]>(["photo", "video", "document"]);

function answerOf({ id, media, caption }: MediaInput, question: Question): Answer | undefined {
  if (question.type === "document") return question.media.some((kind) => kind === media) ? { type: "document", document: id, media } : undefined;
  return question.type === "location" && media === "location" ? { type: "location", text: caption.trim() === "" ? id : caption.trim() } : undefined;
}

function captioned({ caption }: MediaInput, question: Question, { world }: Course): Answer | undefined {
  const reading = caption.trim() === "" ? undefined : readAnswer(said(caption), question, world);
  return reading?.is === "answer" && reading.sure !== "part" ? reading.answer : undefined;
}
