import type { OpenQuestion } from "./turn.ts";
import { intentsOf, keep, type Course, type Heard, type Step } from "./course.ts";
import { notUnderstood } from "./not-understood.ts";
import { notes } from "./notes.ts";
import { wishOf } from "./promise-wish.ts";
import { isSound, proposePromise } from "./propose-promise.ts";
import { say } from "./says.ts";
import { oldestDebt, whatIsDue } from "./what-is-due.ts";

/** Everything from a known person that answers no open question. */
export function hearRest(course: Course, heard: Heard): Step {
  const noted = notes(course, heard);
  if (noted.events.length === 0) return hearPromise(course, heard) ?? hearUnclear(course, heard);
  const step: Step = { ...noted, asked: stillAsked(course, heard), unclearInRow: 0 };
  const promise = hearPromiseBeside(course, heard);
  return promise ? { ...promise, events: [...step.events, ...promise.events], says: [...step.says, ...promise.says] } : step;
}

/** A day or a clear word of paying is enough to ask; only a yes to the quoted promise records it. */
function hearPromise(course: Course, heard: Heard): Step | undefined {
  const promised = intentsOf(heard).has("promise");
  const debt = oldestDebt(course.state);
  if (!debt) return promised ? { events: [], says: whatIsDue(course.state), asked: null, unclearInRow: 0 } : undefined;
  const wish = wishOf(heard.reply, debt);
  const sayable = promised && heard.reply.act;
  const quotable = (promised || onlyUnclear(heard)) && isSound(course, wish, debt);
  return sayable || quotable ? proposePromise(course, wish, debt) : undefined;
}

/** Beside hardship or "already paid" nobody is pressed for a day; one that they name themselves is quoted. */
function hearPromiseBeside(course: Course, heard: Heard): Step | undefined {
  const intents = intentsOf(heard);
  if (!intents.has("promise") || intents.has("dispute") || intents.has("refuse")) return undefined;
  const debt = oldestDebt(course.state);
  const wish = debt && wishOf(heard.reply, debt);
  return debt && wish && isSound(course, wish, debt) ? proposePromise(course, wish, debt) : undefined;
}

function hearUnclear(course: Course, heard: Heard): Step {
  // 好的 after an answer of ours is courtesy, not a riddle
  if (heard.reply.yes === true && course.state.asked === null && onlyUnclear(heard)) return keep(course);
  return notUnderstood(course, say("rephrase", {}), { kind: "rephrase", askedAt: course.state.now });
}

/** Someone who asks something back has not yet answered us. */
function stillAsked({ state }: Course, heard: Heard): OpenQuestion | null {
  if (state.asked?.kind === "rephrase") return null;
  return heard.reply.intents.every(({ name }) => name === "question" || name === "unclear") ? state.asked : null;
}

const onlyUnclear = (heard: Heard): boolean => heard.reply.intents.every(({ name }) => name === "unclear");
