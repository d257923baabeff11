import type { Day } from "../calendar.ts";
import { dayIn } from "../calendar.ts";
import { dayText, textLocale } from "../day-text.ts";
import { money, moneyText, type Currency } from "../money.ts";
import { arrangementParams, optionParams } from "../arrangements/spoken-terms.ts";
import { distressAnswer } from "../policy/hold.ts";
import { checkinTemplates, type CheckinTemplate } from "../checkins/run.ts";
import type { Say, TurnState } from "./turn.ts";

/**
 * What a turn may say: each template with the values that it gets. Who renders adds `lender` and `name` (ambient).
 * `templates check` holds the files in templates/messages against this list.
 */
export const spoken = {
  "confirm-person": ["ending"],
  "confirm-which": ["people", "by"],
  proof: ["ending", "asks"],
  "due-now": ["amount", "due_on"],
  "nothing-due": [],
  "claims-paid-noted": [],
  "confirm-promise": ["amount", "on"],
  "confirm-promise-loan": ["loan", "amount", "on"],
  "confirm-promise-parts": ["parts"],
  "confirm-promise-spread": ["on", "amount", "parts"],
  "promise-recorded": ["amount", "on"],
  "promise-parts-recorded": ["parts"],
  "promise-too-small": ["least"],
  "answer-owed": ["loan", "due", "open"],
  "answer-payoff": ["loan", "open"],
  "answer-received": ["amount", "on"],
  "answer-not-received": [],
  "answer-certificate": [],
  "opt-in-done": [],
  "promise-when": [],
  "promise-amount": [],
  "promise-past": [],
  "promise-too-far": ["latest"],
  "promise-too-much": ["owed"],
  "time-noted": [],
  "hardship-noted": [],
  "dispute-noted": [],
  "refusal-noted": [],
  "human-coming": [],
  "question-passed-on": [],
  rephrase: [],
  "opt-out-done": [],
  "distress-heard": [],
  "preference-hours": ["hours"],
  "preference-no-hour": ["hours", "lawful"],
  "preference-taken-back": ["of"],
  "preference-channel": ["channel"],
  "preference-channel-unknown": ["channel"],
  "preference-language": [],
  "only-own": [],
  "wrong-person-noted": [],
  "media-not-read": [],
  "chat-open": [],
  "arrangement-offer": optionParams,
  "arrangement-quote": arrangementParams,
  "arrangement-proposed": [],
  "arrangement-waiting": [],
  "arrangement-confirm": arrangementParams,
  "arrangement-agreed": arrangementParams,
  "arrangement-guarantor": [],
} as const satisfies Record<string, readonly string[]>;

export type SpokenId = keyof typeof spoken;
/** Values that whoever renders knows without the turn. */
export const ambientParams: readonly string[] = ["lender", "name", "domain", "branch_phone", "helplines"];

/** A say of that template with exactly its values. */
export function say<T extends SpokenId>(template: T, params: Readonly<Record<(typeof spoken)[T][number], string>>): Say {
  return { template, params, textClass: acknowledgements.has(template) ? "acknowledgement" : "response" };
}

/** Those that say that a person will be in touch. */
export const promisesPerson = ({ template }: Say): boolean => withPerson.has(template);
/** Those that leave a question open. */
export const isQuestion = ({ template }: Say): boolean => questions.has(template);
/** A check-in's own texts: what they ask stays open with the run, not with the conversation. */
export const isOfCheckin = ({ template }: Say): boolean => template in checkinTemplates;
/** Those that may be read by anybody who holds the phone: no word of a loan in them. */
export const isNeutral = ({ template }: Say): boolean => neutral.has(template);

export const amountFor = ({ borrower }: TurnState, minor: bigint, currency: Currency): string => moneyText(money(minor, currency), textLocale(borrower.locale));
export const dayFor = (state: TurnState, on: Day): string => dayText(on, state.borrower.locale, todayOf(state));
/** Several things in one breath, as the borrower's language joins them. */
export const listFor = ({ borrower }: TurnState, items: readonly string[]): string => lists[textLocale(borrower.locale)].format(items);
const lists = { "zh-CN": new Intl.ListFormat("zh-CN", { type: "conjunction" }), en: new Intl.ListFormat("en-GB", { type: "conjunction" }) };
/** The ending of the contract with the oldest debt: what only its person and the lender know. "none" where there is none to name. */
export const endingKnown = ({ loans }: TurnState): string => loans.find(({ ending }) => ending !== "")?.ending ?? "none";
/** The borrower's own calendar day. */
export const todayOf = ({ now, borrower }: TurnState): Day => dayIn(now, borrower.zone);

const acknowledgements = new Set<string>(["opt-out-done", "wrong-person-noted", distressAnswer] satisfies SpokenId[]);
const questions = new Set<string>([
  "confirm-person",
  "confirm-which",
  "confirm-promise",
  "confirm-promise-loan",
  "confirm-promise-parts",
  "confirm-promise-spread",
  "promise-too-small",
  "promise-when",
  "promise-amount",
  "promise-past",
  "promise-too-far",
  "promise-too-much",
  "rephrase",
  "arrangement-offer",
  "arrangement-quote",
  "arrangement-confirm",
  "checkin-offer",
  "checkin-start",
  "checkin-when",
  "checkin-question",
  "checkin-not-understood",
  "checkin-needed",
  "checkin-outside",
  "checkin-back",
  "checkin-corrected",
  "checkin-nudge",
  "checkin-skipped-on",
] satisfies (SpokenId | CheckinTemplate)[]);
const withPerson = new Set<string>([
  "time-noted",
  "hardship-noted",
  "dispute-noted",
  "refusal-noted",
  "question-passed-on",
  "answer-payoff",
  "answer-certificate",
  "media-not-read",
  "arrangement-proposed",
  "arrangement-waiting",
  "arrangement-guarantor",
  "preference-channel-unknown",
  "checkin-handed-over",
] satisfies (SpokenId | CheckinTemplate)[]);
const neutral = new Set<string>([
  "confirm-person",
  "confirm-which",
  "proof",
  "human-coming",
  "question-passed-on",
  "opt-out-done",
  "opt-in-done",
  distressAnswer,
  "wrong-person-noted",
  "media-not-read",
  "preference-hours",
  "preference-no-hour",
  "preference-taken-back",
  "preference-language",
  "only-own",
  "chat-open",
] satisfies SpokenId[]);

/** Questions that are put with buttons: pressed after a newer one, a button answers nothing any more. */
export const questionTemplates: readonly string[] = [...questions];
