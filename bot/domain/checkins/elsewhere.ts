import { intentNames, type IntentName, type Reply } from "../replies/reply.ts";

/** Plainly about something else: a payment, a promise, a question of the borrower's own. What answers the open question is an answer all the same. */
export const isElsewhere = ({ act, intents }: Reply): boolean => act && elsewhere.has(intents[0]?.name ?? "unclear");
/** Not sure of what, but of something: the rest of the turn asks back. */
export const mayBeElsewhere = ({ act, intents }: Reply): boolean => {
  const [first] = intents;
  return first !== undefined && elsewhere.has(first.name) && (act || first.confidence >= likely);
};
export const wantsPerson = ({ act, intents }: Reply): boolean => {
  const [first] = intents;
  return first?.name === "human" && (act || first.confidence >= likely);
};
/** These leave nothing for a check-in, whatever else was said; other ears hear them first. */
export const isGrave = ({ intents }: Reply): boolean => intents.some(({ name, confidence }) => grave.has(name) && confidence >= likely);

const likely = 0.6;
const grave: ReadonlySet<IntentName> = new Set<IntentName>(["distress", "deceased", "opt_out", "wrong_person", "abusive"]);
// A wish for a person is asked for by itself.
const elsewhere: ReadonlySet<IntentName> = new Set(intentNames.filter((name) => name !== "human" && name !== "unclear"));
