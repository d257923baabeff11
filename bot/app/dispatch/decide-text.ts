import { textLocale } from "../../domain/day-text.ts";
import type { MessageId, NewId } from "../../domain/ids.ts";
import { withClosing } from "../../domain/policy/closing.ts";
import { gate, type Decision } from "../../domain/policy/gate.ts";
import type { Channel } from "../ports.ts";
import type { PolicyShelf } from "../policy-shelf.ts";
import type { Texts } from "../texts.ts";
import { ambient, type Proof } from "./ambient.ts";
import { joined } from "./joined.ts";
import type { DueText, Verdict } from "./ports.ts";
import { wording } from "./wording.ts";

export interface DecidingDeps {
  readonly newId: NewId;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly policies: PolicyShelf;
  readonly texts: Texts;
  /** Absent: no version needs an approval of its own (a demonstration). What was withdrawn is never sent. */
  readonly needsApproval?: (template: string, version: string) => boolean;
  readonly lender: string;
  /** Absent: the contract's ending alone proves who writes. */
  readonly proof?: Proof;
}

/**
 * Asks the gate about a unit and words what passes. Nothing is ever decided by packs that are no longer in force:
 * "must_match" leaves the unit as it is, so that they can be read anew; "hold" defers it and writes that down.
 */
export function decideText(deps: DecidingDeps, text: DueText, outdated: "must_match" | "hold"): Verdict {
  const { facts, unit } = text;
  const policies = deps.policies.current;
  const policiesOutdated = facts.policiesInForce !== undefined && facts.policiesInForce !== policies.version;
  if (policiesOutdated && outdated === "must_match") return { kind: "leave" };
  const { policy, zones } = policies.of(facts.whose);
  const { branch } = facts.gate;
  const words = wording(facts, ambient({ ...facts.borrower, branch, lender: deps.lender, proof: deps.proof, policy }), facts.gate.now);
  const template = deps.texts.find(words.template);
  const channelKnown = deps.channels.has(facts.gate.channel);
  const approved = (id: string): boolean => isApproved(deps, text, id);
  const here = {
    ...facts.gate,
    policiesOutdated,
    ...(facts.whose.zone === undefined && { otherZones: zones.filter((zone) => zone !== facts.gate.zone) }),
  };
  const decision = gate({ ...here, template: words.template, templateApproved: approved(words.template), channelKnown }, policy);
  if (decision.decision !== "send" || !channelKnown || !facts.contact || !template) return held(decision, policy.version);
  const said = joined({ ...deps, approved }, { ...text, facts: { ...facts, gate: here } }, words);
  const { locale } = facts.borrower;
  const closes = { ...facts.gate, locale: textLocale(locale) };
  const own = said.template === facts.template ? facts.choices : undefined;
  const buttons = (own ?? deps.texts.buttons(said.template, locale)).map((label) => ({ label, payload: label }));
  const claim = {
    messageId: unit.kind === "message" ? unit.id : deps.newId<MessageId>(),
    text: [policy, ...said.policies].reduce((so, each) => withClosing(so, closes, each), deps.texts.render(said.template, locale, said.params)),
    template: said.template,
    templateVersion: deps.texts.find(said.template)?.version ?? template.version,
    decision,
    carried: said.carried,
    ...(words.asks && { asks: words.asks }),
    ...(buttons.length > 0 && { buttons }),
  };
  return { kind: "claim", claim, policyVersion: policy.version };
}

function isApproved({ texts, needsApproval }: DecidingDeps, text: DueText, template: string): boolean {
  const version = texts.find(template)?.version;
  if (version === undefined) return false;
  const state = text.templateState(template, version);
  return state === "approved" || (state === undefined && needsApproval?.(template, version) !== true);
}

function held(decision: Decision, policyVersion: string): Verdict {
  if (decision.decision === "defer") return { kind: "defer", decision, policyVersion };
  if (decision.decision === "suppress") return { kind: "suppress", decision, policyVersion };
  throw new Error("the gate passed a text that has no channel, contact point or template");
}
