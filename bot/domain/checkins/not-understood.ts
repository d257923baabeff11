import type { Course, Text } from "./course.ts";
import { unclear } from "./expected.ts";
import { put, type Frame, type Outside } from "./put.ts";
import type { Question } from "./questionnaire.ts";

/** Says what would be an answer, or within which bounds it lies, and asks again; a question that was put often enough is passed over. */
export function notUnderstood(course: Course, question: Question, { id }: Pick<Text, "id">, outside?: Outside): void {
  const frame: Frame = outside
    ? { as: "checkin-outside", params: outside }
    : { as: "checkin-not-understood", params: unclear(question, course.world, "unclear") };
  course.events.push({ type: "invalid", question: question.id, because: id, expected: frame.params.expected });
  course.run = { ...course.run, misunderstood: course.run.misunderstood + 1 };
  put(course, question, frame);
}
