import type { Course, Text } from "./course.ts";
import { unclear } from "./expected.ts";
import { put, type Frame, type Outside } from "./put.ts";
import type { Question } from "./questionnaire.ts";

/** Says what would be an answer, or within which bounds it lies, and asks again; a question that was put often enough is passed over. */
export function notUnderstood(course: Course, question: Question, { id }: Pick<Text, "id">, outside?: Outside): void {
  if (outside) return again(course, question, id, outside.expected, { as: "checkin-outside", params: outside });
  const params = unclear(question, course.world, "unclear");
  again(course, question, id, params.expected, { as: "checkin-not-understood", params });
}

/** Was to be left out, but must be had: asked again all the same, then by a person. */
export function needed(course: Course, question: Question, { id }: Pick<Text, "id">): void {
  again(course, question, id, unclear(question, course.world, "unclear").expected, { as: "checkin-needed" });
}

function again(course: Course, question: Question, because: Text["id"], expected: string, frame: Frame): void {
  course.events.push({ type: "invalid", question: question.id, because, expected });
  course.run = { ...course.run, misunderstood: course.run.misunderstood + 1 };
  put(course, question, frame);
}
