import { answerText } from "./answer-text.ts";
import { say, type Course } from "./course.ts";
import { note, seen } from "./note.ts";
import { questionText, type PutText } from "./question-text.ts";
import { questionOf, nextQuestion } from "./questions.ts";
import type { HonestyCheck, Question } from "./questionnaire.ts";

/** In what words a question comes. */
export type Frame =
  | { readonly as: "checkin-question" | "checkin-back" | "checkin-skipped-on" | "checkin-needed" }
  | { readonly as: "checkin-nudge"; readonly agreed: "yes" | "no" }
  | { readonly as: "checkin-corrected"; readonly what: string }
  | { readonly as: "checkin-not-understood"; readonly params: Unclear }
  | { readonly as: "checkin-outside"; readonly params: Outside };

export interface Unclear {
  readonly because: "unclear" | "help";
  readonly help: string;
  readonly expected: string;
  readonly skippable: "yes" | "no";
}

export interface Outside {
  readonly expected: string;
  readonly least: string;
  readonly most: string;
}

/** However often it was repeated, come back to or reminded of: a fourth time would be pestering. */
export const mostTimes = 3;
/** Under which a clarifying question is counted: no id of a question has a colon. */
export const checkKey = (check: string): string => `check:${check}`;

/** On to what comes next, or to the end. */
export function goOn(course: Course, frame: Frame): void {
  const next = nextQuestion(course.run, course.world);
  if (next) return put(course, next, frame);
  const { questionnaire, locale, values } = course.world;
  const thanks = questionnaire.thanks(locale, values);
  course.run = { ...course.run, phase: "done", open: null, resumeAt: null, misunderstood: 0 };
  course.events.push({ type: "done" });
  if (frame.as === "checkin-corrected") say(course, "checkin-corrected-thanks", { what: frame.what, thanks });
  else say(course, "checkin-thanks", { thanks });
}

/** Puts a question, for the first time or again; one that was put often enough is passed over. */
export function put(course: Course, question: Question, frame: Frame): void {
  const { run, world } = course;
  if ((run.timesAsked[question.id] ?? 0) >= mostTimes) return passOver(course, question, "not_understood");
  ask(course, { question: question.id, key: question.id, text: questionText(question, world) }, frame);
}

/** The clarifying question of a check, in place of the question that raised it. */
export function putCheck(course: Course, check: HonestyCheck, question: Question, frame: Frame): void {
  const { run, world } = course;
  const key = checkKey(check.id);
  if ((run.timesAsked[key] ?? 0) >= mostTimes) return leaveCheck(course, check, question);
  const answer = run.answers[question.id];
  const values = { ...world.values, answer: answer ? answerText(question, answer, world) : "none" };
  ask(course, { question: question.id, key, check: check.id, text: { text: check.clarify(world.locale, values, seen(world)) } }, frame);
}

/** What is open once more, where it still may be asked. */
export function putAgain(course: Course, frame: Frame): void {
  const { open } = course.run;
  const question = open && questionOf(course.world, open.question);
  if (!question) return goOnWithout(course, frame);
  const check = checkOpen(course);
  if (check) return putCheck(course, check, question, frame);
  put(course, question, frame);
}

/** What was open, if anything was, is no longer in the questionnaire. */
export function goOnWithout(course: Course, frame: Frame): void {
  const { run } = course;
  if (run.open) course.events.push({ type: "skipped", question: run.open.question, by: "withdrawn" });
  course.run = { ...run, open: null };
  goOn(course, frame);
}

export const checkOpen = ({ run, world }: Course): HonestyCheck | undefined =>
  run.open?.check === undefined ? undefined : world.questionnaire.checks.find(({ id }) => id === run.open?.check);

/** An answer that it had before stays; one that must be had is for a person to ask. */
export function passOver(course: Course, question: Question, by: "borrower" | "not_understood"): void {
  const { run } = course;
  if (run.answers[question.id] === undefined && !question.skippable) return handOver(course, "not_understood");
  if (run.answers[question.id] === undefined) {
    course.run = { ...run, skipped: [...run.skipped.filter((id) => id !== question.id), question.id] };
    course.events.push({ type: "skipped", question: question.id, by });
  }
  goOn(course, { as: "checkin-skipped-on" });
}

export function handOver(course: Course, because: "not_understood" | "asked"): void {
  course.run = { ...course.run, phase: "handed_over", open: null, resumeAt: null };
  course.events.push({ type: "handed_over", because });
  say(course, "checkin-handed-over", {});
}

/** Nothing was said that settles it. */
function leaveCheck(course: Course, check: HonestyCheck, question: Question): void {
  note(course, check, question);
  goOn(course, { as: "checkin-skipped-on" });
}

interface Asking {
  readonly question: string;
  /** What it is counted under. */
  readonly key: string;
  readonly check?: string;
  readonly text: PutText;
}

function ask(course: Course, { question, key, check, text }: Asking, frame: Frame): void {
  const { run, world } = course;
  const same = run.open?.question === question && run.open.check === check;
  const times = (run.timesAsked[key] ?? 0) + 1;
  course.run = {
    ...run,
    phase: "asking",
    // how long an answer took counts from when it was first read
    open: same && run.open ? run.open : { question, askedAt: world.now, ...(check !== undefined && { check }) },
    asked: check !== undefined || run.asked.includes(question) ? run.asked : [...run.asked, question],
    timesAsked: { ...run.timesAsked, [key]: times },
    misunderstood: same ? run.misunderstood : 0,
    resumeAt: null,
  };
  course.events.push({ type: "asked", question, times, ...(check !== undefined && { check }) });
  const put = { question: text.text };
  switch (frame.as) {
    case "checkin-corrected":
      return say(course, frame.as, { what: frame.what, ...put }, text.choices);
    case "checkin-not-understood":
      return say(course, frame.as, { ...frame.params, ...put }, text.choices);
    case "checkin-outside":
      return say(course, frame.as, { ...frame.params, ...put }, text.choices);
    case "checkin-nudge":
      return say(course, frame.as, { agreed: frame.agreed, ...put }, text.choices);
    default:
      return say(course, frame.as, put, text.choices);
  }
}
