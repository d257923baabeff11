import { asksProof } from "./asks-proof.ts";
import { intentsOf, mute, type Hear } from "./course.ts";
import { whichSay } from "./hear-which.ts";
import { endingKnown, say } from "./says.ts";

/**
 * "Are you a scam?" is a fair question, not abuse and not a refusal: it is answered with what only the lender knows,
 * and whoever asks is asked for nothing but who they are.
 */
export const hearProof: Hear = (course, heard) => {
  const { state } = course;
  const intents = intentsOf(heard);
  if (!asksProof(heard.text.text) || graver.some((name) => intents.has(name))) return undefined;
  if (mute(course, heard) || state.contact.optedOut) return undefined;
  if (heard.text.who === "unknown") {
    const asked = state.asked?.kind === "which_person" ? state.asked : { kind: "which_person" as const, askedAt: state.now };
    return { events: [], says: [say("proof", { ending: "none", asks: "no" }), whichSay(state)], asked, unclearInRow: 0 };
  }
  const asks = !state.contact.verified;
  const asked = asks ? (state.asked?.kind === "confirm_person" ? state.asked : { kind: "confirm_person" as const, askedAt: state.now }) : state.asked;
  return { events: [], says: [say("proof", { ending: endingKnown(state), asks: asks ? "yes" : "no" })], asked, unclearInRow: 0 };
};

const graver = ["distress", "deceased", "opt_out", "wrong_person", "human", "paid", "promise"] as const;
