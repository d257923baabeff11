import type { OpenQuestion } from "./turn.ts";
import { intentsOf, keep, type Course, type Heard, type Step } from "./course.ts";
import { hearTopic } from "./hear-topic.ts";
import { notUnderstood } from "./not-understood.ts";
import { notes } from "./notes.ts";
import { restOnLast, wishOf } from "./promise-wish.ts";
import { isSound, promisedBefore, proposePromise } from "./propose-promise.ts";
import { say } from "./says.ts";
import { debtMeant, whatIsDue } from "./what-is-due.ts";

/** Everything from a known person that answers no open question. */
export function hearRest(course: Course, heard: Heard): Step {
  const quoted = hearTopic(course, heard) ?? quoteParts(course, heard) ?? quoteMoved(course, heard) ?? quoteUnsure(course, heard);
  if (quoted) return quoted;
  const noted = notes(course, heard);
  if (noted.events.length === 0) return hearPromise(course, heard) ?? hearUnclear(course, heard);
  const step: Step = { ...noted, asked: stillAsked(course, heard), unclearInRow: 0 };
  const promise = hearPromiseBeside(course, heard);
  return promise ? { ...promise, events: [...step.events, ...promise.events], says: [...step.says, ...promise.says] } : step;
}

/** Beside these nothing is read into a day and an amount. */
const harmless = new Set<string>(["promise", "partial", "question", "unclear"]);

/** Beside several days with their amounts, "in three goes" and "part of it first" ask for nothing else. */
const besideParts = new Set<string>([...harmless, "extension"]);

/** "分三次还，28号3000，…": what is offered in parts is quoted back whole; asking for time is what the offer is. */
function quoteParts(course: Course, heard: Heard): Step | undefined {
  if (!heard.reply.intents.every(({ name }) => besideParts.has(name))) return undefined;
  const debt = debtMeant(course.state, heard.text.text);
  const said = debt && wishOf(heard.reply, debt);
  const rest = debt && said && !said.parts && restOnLast(heard.reply, debt, heard.text.text);
  const wish = said && rest ? { ...said, parts: rest } : said;
  return debt && wish?.parts && wish.parts.length > 1 && isSound(course, wish, debt) ? proposePromise(course, wish, debt) : undefined;
}

/** "能不能改到30号": whoever has promised and names another day is asked whether that is what they promise now. */
function quoteMoved(course: Course, heard: Heard): Step | undefined {
  const debt = debtMeant(course.state, heard.text.text);
  const before = debt && promisedBefore(course.state, debt);
  if (!before || heard.text.text.length > mostOfMove || !heard.reply.intents.every(({ name }) => besideParts.has(name))) return undefined;
  const wish = wishOf(heard.reply, debt);
  return wish.on !== undefined && wish.on !== before.on && !wish.several && isSound(course, wish, debt) ? proposePromise(course, wish, debt) : undefined;
}

/** A longer text tells why, and that is for people. */
const mostOfMove = 60;

/** "28号还5000，行不行": unsure whether that is a promise, a part or a question; quoting it back asks the borrower. */
function quoteUnsure(course: Course, heard: Heard): Step | undefined {
  const { act, intents } = heard.reply;
  const payment = intents.some(({ name }) => name === "promise" || name === "partial");
  if (act || !payment || !intents.every(({ name }) => harmless.has(name))) return undefined;
  const debt = debtMeant(course.state, heard.text.text);
  const wish = debt && wishOf(heard.reply, debt);
  return debt && wish && isSound(course, wish, debt) ? proposePromise(course, wish, debt) : undefined;
}

/** A day or a clear word of paying is enough to ask; only a yes to the quoted promise records it. */
function hearPromise(course: Course, heard: Heard): Step | undefined {
  const promised = intentsOf(heard).has("promise");
  // unsure of what else: then no day is asked for
  const alone = heard.reply.intents.every(({ name }) => name === "promise" || name === "unclear");
  const debt = debtMeant(course.state, heard.text.text);
  if (!debt) return promised ? { events: [], says: whatIsDue(course.state), asked: null, unclearInRow: 0 } : undefined;
  const wish = wishOf(heard.reply, debt);
  return (promised && alone) || (alone && namesPayment(heard) && isSound(course, wish, debt)) ? proposePromise(course, wish, debt) : undefined;
}

/** "15号吧", "5000 on Friday": an amount, or a day and next to nothing else. "今天天气不错" only happens to name a day. */
function namesPayment({ reply, text }: Heard): boolean {
  const [part] = reply.parts;
  if (part?.amount || reply.intents.some(({ name }) => name === "promise")) return true;
  const span = part?.date?.evidence;
  return span !== undefined && text.text.trim().length - (span.end - span.start) <= 2;
}

/** Beside hardship or "already paid" nobody is pressed for a day; one that they name themselves is quoted. */
function hearPromiseBeside(course: Course, heard: Heard): Step | undefined {
  const intents = intentsOf(heard);
  const offered = intents.has("promise") || (intents.has("partial") && datedAmount(heard));
  if (!heard.reply.act || !offered || intents.has("dispute") || intents.has("refuse")) return undefined;
  const debt = debtMeant(course.state, heard.text.text);
  const wish = debt && wishOf(heard.reply, debt);
  return debt && wish && isSound(course, wish, debt) ? proposePromise(course, wish, debt) : undefined;
}

function hearUnclear(course: Course, heard: Heard): Step {
  const nothingAsked = course.state.asked === null && heard.reply.intents.every(({ name }) => name === "unclear");
  // 好的 or 谢谢 after an answer of ours is courtesy, not a riddle
  if (nothingAsked && (heard.reply.yes === true || thanks.test(heard.text.text.trim()))) return keep(course);
  return notUnderstood(course, say("rephrase", {}), { kind: "rephrase", askedAt: course.state.now });
}

/** Someone who asks something back has not yet answered us. */
function stillAsked({ state }: Course, heard: Heard): OpenQuestion | null {
  if (state.asked?.kind === "rephrase") return null;
  return heard.reply.intents.every(({ name }) => name === "question" || name === "unclear") ? state.asked : null;
}

/** "3000 now, the rest on the 15th" names a day, but not for the 3000. */
const datedAmount = ({ reply }: Heard): boolean => reply.parts.some(({ amount, date }) => amount !== undefined && date !== undefined);

const thanks =
  /^(?:(?:好的?|嗯|ok|okay)[,，。!！ ]*)?(?:谢谢|多谢|感谢|辛苦|麻烦|唔该|thanks|thank you|thx|cheers)(?:您|你|了|啦|so much|a lot|very much|[,，。!！~～ ])*$/i;
