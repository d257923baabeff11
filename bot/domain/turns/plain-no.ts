import { choiceIn } from "../arrangements/choice-in.ts";
import type { IntentName, Reply } from "../replies/reply.ts";
import type { OpenQuestion } from "./turn.ts";

/** 不对, 不是, "no": as long as a bare no is; longer texts say more than that. */
const mostCharacters = 8;

/** Heard whatever was asked and however unsure: "no, he died" is not about our quotation. */
const grave = new Set<IntentName>(["distress", "deceased"]);
/** Heard whatever was asked where we are sure; a bare 不要 may be read as a faint "stop" and only means the quotation. */
const graveIfSure = new Set<IntentName>(["opt_out", "abusive"]);

const quoting = new Set<OpenQuestion["kind"]>(["confirm_promise", "choose_arrangement", "confirm_arrangement"]);

/**
 * A bare no to what was quoted (a promise, an arrangement) says that the quotation is wrong, and nothing else: not a
 * dispute, not a refusal, not a wrong number, however much the same words would mean one of these when nothing was
 * asked. So does a bare number of what was to be chosen from: "option 3" is no "opt out".
 */
export function plainNo(reply: Reply, asked: OpenQuestion | null, text: string): Reply {
  const isNo = asked !== null && quoting.has(asked.kind) && reply.yes === false && reply.parts.length === 0 && text.trim().length <= mostCharacters;
  const isChoice = asked?.kind === "choose_arrangement" && choiceIn(text, asked.offers.length) !== undefined;
  if (!isNo && !isChoice) return reply;
  if (reply.intents.some(({ name }) => grave.has(name) || (reply.act && graveIfSure.has(name)))) return reply;
  const why = isChoice ? "the number of what was offered" : "a bare no to what was quoted";
  return { ...reply, act: true, intents: [{ name: "unclear", confidence: 1, evidence: [] }], why: [...reply.why, why] };
}
