import { choiceIn } from "../arrangements/choice-in.ts";
import { coveredOf, offers, stillCovered } from "../arrangements/offers.ts";
import type { ReplyPart } from "../replies/reply.ts";
import type { OpenQuestion } from "./turn.ts";
import { agreedSay, arrangementQuote, confirmSay, offerSay, proposed, quoteSay } from "./arrangement-says.ts";
import { intentsOf, keep, type Course, type Hear, type Heard, type Step } from "./course.ts";
import { notUnderstood } from "./not-understood.ts";
import { notes } from "./notes.ts";
import { say, todayOf } from "./says.ts";
import { debtMeant, whatIsDue } from "./what-is-due.ts";

/** Whoever asks for time, or says that times are hard, hears what may be offered; nothing is granted here. */
export const hearArrangement: Hear = (course, heard) => {
  const { asked, contact } = course.state;
  if (!contact.verified) return undefined;
  if (asked?.kind === "choose_arrangement") return hearChoice(course, heard, asked) ?? offerTime(course, heard);
  if (asked?.kind === "confirm_arrangement") return hearConfirmation(course, heard, asked) ?? offerTime(course, heard);
  return offerTime(course, heard);
};

type Choosing = Extract<OpenQuestion, { kind: "choose_arrangement" }>;
type Confirming = Extract<OpenQuestion, { kind: "confirm_arrangement" }>;

/** With these alone a text asks for time; beside anything else that is heard first. */
const askingForTime = new Set<string>(["extension", "hardship", "unclear", "question"]);
/** A yes stays a yes beside these. */
const harmless = new Set<string>(["unclear", "question", "promise"]);

/** "最近" names no day. */
const isWish = ({ amount, date }: ReplyPart): boolean => amount !== undefined || (date !== undefined && !date.fuzzy);

function offerTime(course: Course, heard: Heard): Step | undefined {
  const { state } = course;
  const intents = intentsOf(heard);
  const asksForTime = heard.reply.act && (intents.has("extension") || intents.has("hardship")) && [...intents].every((name) => askingForTime.has(name));
  // a day or an amount of their own is a promise to be quoted, not a plea
  if (!asksForTime || heard.reply.parts.some(isWish) || !state.arranging) return undefined;
  const loan = debtMeant(state, heard.text.text)?.loan;
  const facts = loan && state.arranging.loans.get(loan.id);
  if (!facts) return undefined;
  const noted = notes(course, heard);
  const first = intents.has("hardship") ? noted.says.filter(({ template }) => template === "hardship-noted") : [];
  if (facts.live?.state === "proposed") return { events: noted.events, says: [...first, say("arrangement-waiting", {})], asked: null, unclearInRow: 0 };
  if (facts.live?.state === "approved" && !facts.live.confirmed) {
    const { id, round, terms } = facts.live;
    return { events: noted.events, says: [...first, confirmSay(state, terms)], asked: arrangementQuote(state, id, round), unclearInRow: 0 };
  }
  if (facts.live) return undefined;
  const open = offers(loan, facts, state.arranging.policy, todayOf(state));
  if (open.length === 0) return undefined;
  const asked: Choosing = { kind: "choose_arrangement", askedAt: state.now, loanId: loan.id, offers: open };
  return { events: noted.events, says: [...first, offerSay(state, open)], asked, unclearInRow: 0 };
}

function hearChoice(course: Course, heard: Heard, asked: Choosing): Step | undefined {
  const { state } = course;
  // raised by this very turn: they have not read it yet
  if (course.raised) return [...intentsOf(heard)].every((name) => askingForTime.has(name)) ? keep(course) : undefined;
  const chosen = choiceIn(heard.text.text, asked.offers.length);
  const isOnlyOne = chosen === undefined && asked.chosen === undefined && asked.offers.length === 1 && heard.reply.yes === true;
  const number = chosen ?? (isOnlyOne ? 1 : undefined);
  if (number === undefined && [...intentsOf(heard)].some((name) => !harmless.has(name))) return undefined;
  const loan = state.loans.find(({ id, instalments }) => id === asked.loanId && instalments.length > 0);
  const facts = state.arranging?.loans.get(asked.loanId);
  // paid, moved or asked for by somebody else meanwhile
  if (!loan || !facts || !state.arranging || facts.live) return { events: [], says: whatIsDue(state), asked: null, unclearInRow: 0 };
  const now = offers(loan, facts, state.arranging.policy, todayOf(state));
  const covered = coveredOf(loan, todayOf(state));
  const stale = asked.offers.some(({ terms }) => terms.amountMinor !== covered?.amountMinor || terms.firstOn <= todayOf(state));
  if (stale) {
    if (now.length === 0) return { events: [{ type: "asked_for_time" }], says: [say("time-noted", {})], asked: null, unclearInRow: 0 };
    return { events: [], says: [offerSay(state, now)], asked: { ...asked, askedAt: state.now, offers: now }, unclearInRow: 0 };
  }
  const before = asked.chosen === undefined ? undefined : asked.offers[asked.chosen - 1];
  if (number !== undefined) {
    const offer = asked.offers[number - 1];
    return offer && { events: [], says: [quoteSay(state, offer.terms)], asked: { ...asked, chosen: number }, unclearInRow: 0 };
  }
  if (before && covered && heard.reply.yes === true)
    return { events: [proposed(loan, before, covered, facts, state.arranging.policy)], says: [say("arrangement-proposed", {})], asked: null, unclearInRow: 0 };
  if (before && heard.reply.yes === false) {
    const { chosen: _, ...again } = asked;
    return notUnderstood(course, offerSay(state, asked.offers), again);
  }
  // none of these: nobody is pressed, a person talks with them
  if (heard.reply.yes === false) return { events: [{ type: "asked_for_time" }], says: [say("time-noted", {})], asked: null, unclearInRow: 0 };
  return notUnderstood(course, before ? quoteSay(state, before.terms) : offerSay(state, asked.offers), asked);
}

function hearConfirmation(course: Course, heard: Heard, asked: Confirming): Step | undefined {
  const { state } = course;
  if ([...intentsOf(heard)].some((name) => !harmless.has(name))) return undefined;
  if (course.raised) return keep(course);
  const [loanId, live] =
    [...(state.arranging?.loans ?? [])].flatMap(([id, { live: one }]) => (one?.id === asked.arrangementId ? [[id, one] as const] : []))[0] ?? [];
  const loan = state.loans.find(({ id }) => id === loanId);
  // changed, paid or lapsed since it was told: nothing is agreed by an old yes
  if (!live || live.state !== "approved" || live.confirmed || !loan) return { events: [], says: whatIsDue(state), asked: null, unclearInRow: 0 };
  if (live.round !== asked.round)
    return { events: [], says: [confirmSay(state, live.terms)], asked: { ...asked, askedAt: state.now, round: live.round }, unclearInRow: 0 };
  const about = { arrangementId: live.id, round: live.round };
  if (stillCovered(loan, live) !== live.terms.amountMinor)
    return { events: [{ type: "asked_for_time" }], says: [say("time-noted", {})], asked: null, unclearInRow: 0 };
  if (heard.reply.yes === true) {
    const told = live.guarantor === "awaited" ? say("arrangement-guarantor", {}) : agreedSay(state, live.terms);
    return { events: [{ type: "arrangement_accepted", ...about }], says: [told], asked: null, unclearInRow: 0 };
  }
  if (heard.reply.yes === false)
    return { events: [{ type: "arrangement_declined", ...about }, { type: "asked_for_time" }], says: [say("time-noted", {})], asked: null, unclearInRow: 0 };
  return notUnderstood(course, confirmSay(state, live.terms), asked);
}
