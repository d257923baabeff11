import { arrive, embark, notTaken, type Course } from "./course.ts";
import { hearAsking } from "./hear-asking.ts";
import { hearLate, keepLate } from "./hear-late.ts";
import { hearMedia } from "./hear-media.ts";
import { hearOffered } from "./hear-offered.ts";
import { hearPostponed } from "./hear-postponed.ts";
import { noteOpenCheck } from "./note.ts";
import { offer } from "./offer.ts";
import { putAgain } from "./put.ts";
import { nudge } from "./nudge.ts";
import { questionOf } from "./questions.ts";
import { said } from "./reading/said.ts";
import { isOver, type CheckinWorld, type RunInput, type RunState, type RunStep } from "./run.ts";

/** One step of a run. Pure: the same run, input and world give the same step. */
export function step(run: RunState, input: RunInput, world: CheckinWorld): RunStep {
  const course = embark(run, world);
  if (!isOver(run.phase) && input.kind !== "cut" && (input.kind === "expire" || world.now >= run.expiresAt)) expire(course);
  switch (input.kind) {
    case "offer":
      if (!isOver(course.run.phase)) offer(course);
      return arrive(course);
    case "text":
    case "media":
      return hear(course, input);
    case "interrupted":
      if (course.run.phase === "asking") putAgain(course, { as: "checkin-back" });
      return arrive(course);
    case "nudge":
      if (!isOver(course.run.phase)) nudge(course);
      return arrive(course);
    case "expire":
      return arrive(course);
    case "cut":
      if (!isOver(course.run.phase)) cut(course, input.because);
      return arrive(course);
  }
}

type Heard = Extract<RunInput, { kind: "text" | "media" }>;

function hear(course: Course, input: Heard): RunStep {
  const { run } = course;
  // handed in twice: heard once
  if (run.heard.includes(input.id)) return arrive(course);
  const taken = input.kind === "media" ? hearsMedia(course, input) : hearsText(course, input);
  if (!taken) return course.events.length > 0 ? { ...arrive(course), taken: false } : notTaken(run);
  course.run = { ...course.run, heard: [...course.run.heard.slice(1 - mostHeard), input.id] };
  return arrive(course);
}

/** A provider hands in again what it handed in just before. */
const mostHeard = 20;

function hearsText(course: Course, input: Extract<Heard, { kind: "text" }>): boolean {
  const { phase, offeredAt } = course.run;
  const of = said(input.text);
  if (isOver(phase)) return hearLate(course, input, of);
  // nothing was said to the borrower yet
  if (offeredAt === null) return false;
  switch (phase) {
    case "asking":
      return hearAsking(course, input, of);
    case "postponed":
      return hearPostponed(course, input, of);
    default:
      return hearOffered(course, input, of);
  }
}

function hearsMedia(course: Course, input: Extract<Heard, { kind: "media" }>): boolean {
  const { phase, offeredAt, open } = course.run;
  if (offeredAt === null) return false;
  if (!isOver(phase)) return hearMedia(course, input);
  const question = open && questionOf(course.world, open.question);
  return phase === "expired" && question?.type === "document" && question.media.some((kind) => kind === input.media) && keepLate(course, input.id);
}

/** What was open stays known: it tells a late answer from anything else. */
function expire(course: Course): void {
  noteOpenCheck(course);
  course.run = { ...course.run, phase: "expired", resumeAt: null };
  course.events.push({ type: "expired" });
}

function cut(course: Course, because: "stopped" | "handed_over"): void {
  noteOpenCheck(course);
  course.run = { ...course.run, phase: because, open: null, resumeAt: null };
  course.events.push(because === "stopped" ? { type: "stopped" } : { type: "handed_over", because: "cut" });
}
