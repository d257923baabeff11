import { dayIn } from "../calendar.ts";
import { answerText } from "./answer-text.ts";
import type { Course, Text } from "./course.ts";
import { questionOf } from "./questions.ts";
import type { HonestyCheck, Question } from "./questionnaire.ts";
import type { CheckinWorld } from "./run.ts";

/** The officer sees both statements; whoever said nothing to the clarifying question has said nothing. */
export function note(course: Course, check: HonestyCheck, question: Question, text?: Text): void {
  const { run, world } = course;
  const answer = run.answers[question.id];
  const values = { ...world.values, answer: answer ? answerText(question, answer, world) : "none", said: saidIn(text) };
  course.events.push({ type: "noted", check: check.id, note: check.note(world.locale, values, seen(world)), ...(text && { because: text.id }) });
}

/** A text of blanks alone says nothing. */
const saidIn = (text: Text | undefined): string => text?.text.trim().slice(0, longest) || "none";

/** The whole text is in the message. */
const longest = 300;

/** What the texts of a check may name besides. */
export const seen = ({ facts, currency, now, zone }: CheckinWorld) => ({ facts, currency, today: dayIn(now, zone) });

/** A clarifying question that is open when the run ends will not be answered any more. */
export function noteOpenCheck(course: Course): void {
  const { open } = course.run;
  const check = open?.check === undefined ? undefined : course.world.questionnaire.checks.find(({ id }) => id === open.check);
  const question = open && questionOf(course.world, open.question);
  if (check && question) note(course, check, question);
}
