import { gate } from "../../domain/policy/gate.ts";
import type { Policy } from "../../domain/policy/policy.ts";
import type { PolicyShelf } from "../policy-shelf.ts";
import type { Texts } from "../texts.ts";
import { mayJoin, wordingOfSeveral } from "./joining.ts";
import type { Carried, DueText } from "./ports.ts";
import type { Wording } from "./wording.ts";

export interface Joined extends Wording {
  readonly carried: readonly Carried[];
  /** What holds for the loans that are spoken of besides. */
  readonly policies: readonly Policy[];
}

interface JoiningDeps {
  readonly policies: PolicyShelf;
  readonly texts: Texts;
  readonly lender: string;
  readonly approved: (template: string) => boolean;
}

/** What goes along with a touch that goes out now: each other one of the day that the gate passes at this moment too. */
export function joined({ policies, texts, lender, approved }: JoiningDeps, { facts, companions }: DueText, words: Wording): Joined {
  const { touch } = facts.gate;
  const alone = { ...words, carried: [], policies: [] };
  if (!touch || !facts.due || !mayJoin(texts)) return alone;
  const along = companions.flatMap(({ id, template, product, touch: other, due }) => {
    const { policy } = policies.current.of({ ...facts.whose, products: [product] });
    // The right person is asked for first: one question, whatever it is about.
    const said = words.asks ? { template: words.template, templateApproved: true } : { template, templateApproved: approved(template) };
    const decision = gate({ ...facts.gate, touch: other, ...said, channelKnown: true }, policy);
    return decision.decision === "send" && due ? [{ id, decision, policy, told: { template, touch: other, due } }] : [];
  });
  if (along.length === 0) return alone;
  const others = { carried: along.map(({ id, decision }) => ({ id, decision })), policies: along.map(({ policy }) => policy) };
  if (words.asks) return { ...words, ...others };
  const told = [{ template: facts.template, touch, due: facts.due }, ...along.map((one) => one.told)];
  const several = wordingOfSeveral(told, facts.borrower, lender, texts, facts.gate.now);
  // The text of several has an approval of its own: without it each goes out alone.
  return approved(several.template) ? { ...several, params: { ...words.params, ...several.params }, ...others } : alone;
}
