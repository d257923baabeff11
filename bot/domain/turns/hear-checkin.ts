import { isOver, type RunInput, type RunStep } from "../checkins/run.ts";
import { step as stepOf } from "../checkins/step.ts";
import { keep, mute, type Course, type Hear, type Heard, type Step } from "./course.ts";
import type { OpenCheckin, Say, TurnEvent } from "./turn.ts";

/** An answer to an open check-in, while nothing else is asked. What the engine does not take is heard by the others. */
export const hearCheckin: Hear = (course, heard) =>
  course.state.asked === null || course.state.asked.kind === "rephrase" ? hearRun(course, heard) : undefined;

/** A promise or an arrangement is asked for, and this was no answer to it. */
export const hearCheckinBeside: Hear = (course, heard) => {
  const step = hearRun(course, heard);
  // what was asked besides stays asked
  return step && { ...step, asked: course.state.asked, unclearInRow: course.state.unclearInRow };
};

/** A picture may be what was asked for. */
export const hearCheckinMedia: Hear = (course, heard) => {
  const { state } = course;
  const { media, text, id } = heard.text;
  const open = openTo(course);
  if (media === undefined || !open || !asksForFile(open)) return undefined;
  const done = stepOf(open.run, { kind: "media", id, media, caption: text }, worldOf(open, course));
  return done.taken ? stepFrom(open, done, state) : undefined;
};

/**
 * A short answer to the open question, where understanding only guesses at something bad in it: "一样" is no insult. What
 * may be a cry for help or a death is never taken for an answer.
 */
export const hearPlainAnswer: Hear = (course, heard) => {
  const { reply, text } = heard;
  const guessed = !reply.act && reply.intents.some(({ name }) => name === "abusive") && reply.intents.every(({ name }) => mild.has(name));
  if (!guessed || text.text.trim().length > mostOfAnswer || mute(course, heard) || course.state.contact.optedOut) return undefined;
  const step = hearCheckin(course, heard);
  return step?.events.some((event) => event.type === "checkin" && event.event.type === "answered") ? step : undefined;
};

const mild = new Set<string>(["abusive", "unclear", "question"]);
const mostOfAnswer = 8;

/** Late answers are for the engine alone where nobody else makes anything of them. */
function hearRun(course: Course, heard: Heard): Step | undefined {
  const open = openTo(course) ?? expiredTo(course, heard);
  if (!open) return undefined;
  if (isPromise(heard)) return undefined;
  const { id, text } = heard.text;
  const done = stepOf(open.run, { kind: "text", id, text, reply: heard.reply }, worldOf(open, course));
  if (!done.taken) return undefined;
  // They have not read it yet: a burst's later text is no answer to a question that its first one raised.
  if (isRaised(course, open) && answersOpen(open, done)) return keep(course);
  return stepFrom(open, done, course.state);
}

/** "我28号还5000": quoted back as what it is, whatever was asked. */
const isPromise = ({ reply }: Heard): boolean =>
  reply.intents.some(({ name }) => name === "promise") && reply.parts.some(({ amount, date }) => amount !== undefined && date !== undefined);

/** The check-in that this borrower can answer here and now. */
function openTo({ state }: Course): OpenCheckin | undefined {
  const { checkin, contact } = state;
  return checkin && contact.verified && !isOver(checkin.run.phase) ? checkin : undefined;
}

function expiredTo({ state }: Course, { reply }: Heard): OpenCheckin | undefined {
  const { checkin, contact, asked } = state;
  const nothingElse = asked === null && reply.intents.every(({ name }) => name === "unclear");
  return checkin && contact.verified && checkin.run.phase === "expired" && nothingElse ? checkin : undefined;
}

function asksForFile({ run, world }: OpenCheckin): boolean {
  return world.questionnaire.questions.some(({ id, type }) => id === run.open?.question && type === "document");
}

const isRaised = ({ state }: Course, { run }: OpenCheckin): boolean => run.open !== null && run.open.askedAt === state.now;
const answersOpen = ({ run }: OpenCheckin, { events }: RunStep): boolean =>
  events.some((event) => (event.type === "answered" || event.type === "invalid" || event.type === "skipped") && event.question === run.open?.question);

const worldOf = ({ world }: OpenCheckin, { state }: Course) => ({ ...world, now: state.now });

const stepFrom = (open: OpenCheckin, done: RunStep, { asked }: Course["state"]): Step => ({
  events: eventsOf(open, done),
  says: saysOf(done),
  asked: asked?.kind === "rephrase" ? null : asked,
  unclearInRow: 0,
  checkin: done.run,
});

const eventsOf = ({ runId }: OpenCheckin, { events }: RunStep): TurnEvent[] => events.map((event) => ({ type: "checkin", runId, event }));
const saysOf = ({ says }: RunStep): Say[] => says.map((say) => ({ ...say, textClass: "response" }));

/**
 * What the others hear while a check-in is open: where they have answered something of the borrower's own, the open
 * question is put again; what ends all talk ends the check-in without a word.
 */
export const besideCheckin =
  (hear: Hear): Hear =>
  (course, heard) => {
    const step = hear(course, heard);
    return step && besides(course, heard, step);
  };

export function besides(course: Course, heard: Heard, step: Step): Step {
  const open = course.state.checkin;
  if (!open || isOver(open.run.phase) || step.checkin) return step;
  const because = cutBy(course, heard, step);
  if (because) return and(step, open, course, { kind: "cut", because });
  const answered = step.says.length > 0 && !mute(course, heard) && !step.events.some(({ type }) => sorry.has(type));
  if (!answered || !openTo(course) || open.run.phase !== "asking" || (step.asked !== null && step.asked.kind !== "rephrase")) return step;
  const said = step.says.filter(({ template }) => template !== "rephrase");
  return and({ ...step, says: said, asked: null }, open, course, { kind: "interrupted" });
}

function and(step: Step, open: OpenCheckin, course: Course, input: RunInput): Step {
  const done = stepOf(open.run, input, worldOf(open, course));
  return { ...step, events: [...step.events, ...eventsOf(open, done)], says: [...step.says, ...saysOf(done)], checkin: done.run };
}

function cutBy({ state }: Course, { text }: Heard, step: Step): "stopped" | "handed_over" | undefined {
  if (step.events.some(({ type }) => type === "distress" || type === "deceased")) return "handed_over";
  if (step.events.some(({ type }) => type === "opted_out" || type === "wrong_person")) return "stopped";
  if (text.late) return undefined;
  if (state.takenOver || state.silenced) return "handed_over";
  return state.contact.optedOut ? "stopped" : undefined;
}

/** After one of these a question about the business would be out of place: it is asked again another day, if at all. */
const sorry = new Set<TurnEvent["type"]>(["hardship", "disputed", "refused", "abusive"]);
