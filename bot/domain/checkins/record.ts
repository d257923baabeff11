import type { InboundId } from "../ids.ts";
import type { Answer, FactValue } from "./answer.ts";
import type { Course } from "./course.ts";
import { factValue } from "./fact-value.ts";
import { unitOf } from "./known-facts.ts";
import { goOn, putCheck, type Frame } from "./put.ts";
import { applies } from "./questions.ts";
import type { HonestyCheck, Question } from "./questionnaire.ts";

/**
 * An answer and what it asserts; what no longer applies is withdrawn. Returns the check that finds it doubtful, for the
 * first time.
 */
export function record(course: Course, question: Question, answer: Answer, because: InboundId): HonestyCheck | undefined {
  const { run, world } = course;
  const tookMs = Math.max(0, world.now - (run.open?.askedAt ?? run.offeredAt ?? world.now));
  course.events.push({ type: "answered", question: question.id, answer, because, corrects: run.answers[question.id] !== undefined, tookMs });
  course.run = {
    ...run,
    answers: { ...run.answers, [question.id]: answer },
    skipped: run.skipped.includes(question.id) ? run.skipped.filter((id) => id !== question.id) : run.skipped,
    misunderstood: 0,
  };
  assertFact(course, question, factValue(answer));
  if (wantsPerson(question, answer)) course.events.push({ type: "person_wanted", question: question.id });
  withdraw(course);
  return raised(course, question);
}

/** After an answer: first what is doubtful about it, then what comes next. */
export function proceed(course: Course, question: Question, check: HonestyCheck | undefined, frame: Frame): void {
  if (!check) return goOn(course, frame);
  course.events.push({ type: "doubt", check: check.id, question: question.id });
  course.run = { ...course.run, checked: [...course.run.checked, check.id] };
  putCheck(course, check, question, frame);
}

function wantsPerson(question: Question, answer: Answer): boolean {
  const chosen = answer.type === "choice" ? [answer.key] : answer.type === "multi_choice" ? answer.keys : [];
  if ("options" in question) return question.options.some(({ key, person }) => person === true && chosen.includes(key));
  return question.person === true && (answer.type !== "yes_no" || answer.yes);
}

function assertFact({ world, events }: Course, { fact, id }: Question, value: FactValue | null): void {
  if (!fact) return;
  const unit = fact.unit === undefined ? undefined : unitOf(fact.unit, world.currency);
  events.push({ type: "fact", name: fact.name, ...(unit !== undefined && { unit }), value, question: id });
}

function raised({ run, world }: Course, question: Question): HonestyCheck | undefined {
  return world.questionnaire.checks.find(
    ({ id, after, doubtful }) => after === question.id && !run.checked.includes(id) && doubtful({ answers: run.answers, facts: world.facts }),
  );
}

/** One answer less may end the condition of another, so again until nothing changes. */
function withdraw(course: Course): void {
  const { run, world, events } = course;
  for (const question of world.questionnaire.questions) {
    if (!question.when || run.answers[question.id] === undefined || applies(question, run, world)) continue;
    const { [question.id]: _, ...answers } = run.answers;
    course.run = { ...run, answers };
    events.push({ type: "skipped", question: question.id, by: "condition" });
    assertFact(course, question, null);
    return withdraw(course);
  }
}
