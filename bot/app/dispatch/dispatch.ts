/**
 * Brings what is due to the provider: wait for the channel's rate, ask the gate inside the transaction that claims the
 * message, call the provider outside of it, and record what became of it (design §5, Out).
 */
import { minuteMs, type Instant } from "../../domain/calendar.ts";
import { textLocale } from "../../domain/day-text.ts";
import type { BorrowerId, ContactPointId, MessageId } from "../../domain/ids.ts";
import { withClosing } from "../../domain/policy/closing.ts";
import { gate, type Decision } from "../../domain/policy/gate.ts";
import type { Policy } from "../../domain/policy/policy.ts";
import type { Base, Button, Channel, SendOutcome } from "../ports.ts";
import type { PolicyShelf } from "../policy-shelf.ts";
import type { Texts } from "../texts.ts";
import { mayJoin, wordingOfSeveral } from "./joining.ts";
import type { Carried, DispatchStore, DispatchTx, DueUnit, Pace, UnitFacts } from "./ports.ts";
import { retryAt } from "./retry.ts";
import { wording, type Wording } from "./wording.ts";

export interface DispatchDeps extends Base {
  readonly store: DispatchStore;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly policies: PolicyShelf;
  readonly texts: Texts;
  /** Absent: no version needs an approval of its own (a demonstration). What was withdrawn is never sent. */
  readonly needsApproval?: (template: string, version: string) => boolean;
  readonly lender: string;
  /** Absent: as fast as may be. */
  readonly pace?: Pace;
}

/** A claim whose call has not begun by then is given back and gated again (design §3.2). */
const claimHoldsMs = 1_000;
/** Providers answer within seconds; after this the outcome is unknown. */
const sendTimeoutMs = 15_000;
/** One text may be told to wait for hours (a chat that was flooded); the others ask again after a minute. */
const longestRestMs = minuteMs;

/** `paced`: the channel is full; come again after that many real milliseconds. */
export type Drained =
  | { readonly status: "drained"; readonly sent: number }
  | { readonly status: "busy" }
  | { readonly status: "paced"; readonly afterMs: number };

/** Sends everything due for that borrower, one after the other; safe to call at any time, from any worker, twice. */
export async function dispatchDue(deps: DispatchDeps, borrower: BorrowerId): Promise<Drained> {
  let sent = 0;
  // A borrower has a handful of due units; the bound only keeps a fault from turning into a busy loop.
  for (let turns = 0; turns < 50; turns++) {
    const unit = await deps.store.nextUnit(borrower, deps.clock.now());
    if (!unit) break;
    const channel = deps.channels.get(unit.channel);
    const afterMs = channel ? await waitFor(deps, channel, borrower, unit.kind === "message") : 0;
    if (afterMs > 0) return { status: "paced", afterMs };
    let claimed = await claimUnit(deps, unit, borrower, "must_match");
    if (claimed === "outdated") {
      await reread(deps);
      claimed = await claimUnit(deps, unit, borrower, "hold");
    }
    if (channel && typeof claimed === "string") deps.pace?.unused(channel);
    if (claimed === "busy" || claimed === "outdated") return { status: "busy" };
    if (claimed === "gone" || claimed === "held") continue;
    if ((deps.clock.now() - claimed.at) / deps.clock.speed > claimHoldsMs) {
      await deps.store.withdraw(claimed.messageId, deps.clock.now());
      // Later: a database this slow would expire the next claim too, and each leaves a message and two entries behind.
      return { status: "busy" };
    }
    if (await deliver(deps, claimed)) sent++;
  }
  return { status: "drained", sent };
}

/** A place in the channel's pace, taken before the transaction, since waiting would age the claim (design §3.2). */
async function waitFor(deps: DispatchDeps, channel: Channel, borrower: BorrowerId, urgent: boolean): Promise<number> {
  if (channel.gapMs !== undefined) {
    const last = await deps.store.lastClaimAt(borrower, channel.name);
    const left = last === undefined ? 0 : channel.gapMs - (deps.clock.now() - last) / deps.clock.speed;
    if (left > 0) return Math.min(left, channel.gapMs);
  }
  return (await deps.pace?.place(channel, urgent)) ?? 0;
}

interface Claimed {
  readonly messageId: MessageId;
  readonly contactPointId: ContactPointId;
  readonly channel: Channel;
  readonly address: string;
  readonly text: string;
  readonly buttons?: readonly Button[];
  readonly at: Instant;
  readonly attempts: number;
}

/** What is in force was put there by a process that read other files: ours may have changed since. */
async function reread({ policies, log }: DispatchDeps): Promise<void> {
  try {
    await policies.reload();
  } catch (fault) {
    log.error({ fault: fault instanceof Error ? fault.message : "fault" }, "the policy packs cannot be read");
  }
}

/** `outdated`: nothing is ever decided by packs that are no longer in force; "hold" writes that down, "must_match" leaves the unit as it is. */
function claimUnit(
  deps: DispatchDeps,
  unit: DueUnit,
  borrower: BorrowerId,
  outdated: "must_match" | "hold",
): Promise<Claimed | "held" | "busy" | "gone" | "outdated"> {
  return deps.store.withUnit(unit, borrower, deps.clock, async (tx, facts) => {
    const { now } = facts.gate;
    const policies = deps.policies.current;
    const policiesOutdated = facts.policiesInForce !== undefined && facts.policiesInForce !== policies.version;
    if (policiesOutdated && outdated === "must_match") return "outdated";
    const { policy, zones } = policies.of(facts.whose);
    const words = wording(facts, deps.lender, now);
    const channel = deps.channels.get(facts.gate.channel);
    const template = deps.texts.find(words.template);
    const approved = await isApproved(deps, tx, words.template);
    const here = {
      ...facts.gate,
      policiesOutdated,
      ...(facts.whose.zone === undefined && { otherZones: zones.filter((zone) => zone !== facts.gate.zone) }),
    };
    const decision = gate({ ...here, template: words.template, templateApproved: approved, channelKnown: channel !== undefined }, policy);
    if (decision.decision !== "send" || !channel || !facts.contact || !template) return hold(tx, decision, policy);
    const messageId = unit.kind === "message" ? unit.id : deps.newId<MessageId>();
    const said = await joined(deps, tx, { ...facts, gate: here }, words);
    const { locale } = facts.borrower;
    const closes = { ...facts.gate, locale: textLocale(locale) };
    const text = [policy, ...said.policies].reduce((so, each) => withClosing(so, closes, each), deps.texts.render(said.template, locale, said.params));
    const buttons = deps.texts.buttons(said.template, facts.borrower.locale).map((label) => ({ label, payload: label }));
    const offered = buttons.length > 0 && { buttons };
    const { template: name, carried } = said;
    const templateVersion = deps.texts.find(name)?.version ?? template.version;
    await tx.claim(
      { messageId, text, template: name, templateVersion, decision, carried, ...(words.asks && { asks: words.asks }), ...offered },
      policy.version,
    );
    return { messageId, contactPointId: facts.contact.id, channel, address: facts.contact.address, text, ...offered, at: now, attempts: facts.attempts };
  });
}

interface Joined extends Wording {
  readonly carried: readonly Carried[];
  /** What holds for the loans that are spoken of besides. */
  readonly policies: readonly Policy[];
}

/** What goes along with a touch that goes out now: each other one of the day that the gate passes at this moment too. */
async function joined(deps: DispatchDeps, tx: DispatchTx, facts: UnitFacts, words: Wording): Promise<Joined> {
  const { touch } = facts.gate;
  if (!touch || !facts.due || !mayJoin(deps.texts)) return { ...words, carried: [], policies: [] };
  const companions = await tx.companions();
  const approved = new Map<string, boolean>();
  for (const { template } of companions) approved.set(template, await isApproved(deps, tx, template));
  const along = companions.flatMap(({ id, template, product, touch: other, due }) => {
    const { policy } = deps.policies.current.of({ ...facts.whose, products: [product] });
    const asking = words.asks ? words.template : template;
    const decision = gate(
      { ...facts.gate, touch: other, template: asking, templateApproved: words.asks !== undefined || approved.get(template) === true, channelKnown: true },
      policy,
    );
    return decision.decision === "send" && due ? [{ id, decision, policy, told: { template, touch: other, due } }] : [];
  });
  if (along.length === 0) return { ...words, carried: [], policies: [] };
  const carried = along.map(({ id, decision }) => ({ id, decision }));
  // The right person is asked for first: one question, whatever it is about.
  const policies = along.map(({ policy }) => policy);
  if (words.asks) return { ...words, carried, policies };
  const told = [{ template: facts.template, touch, due: facts.due }, ...along.map((one) => one.told)];
  const several = wordingOfSeveral(told, facts.borrower, deps.lender, deps.texts, facts.gate.now);
  // The text of several has an approval of its own: without it each goes out alone.
  return (await isApproved(deps, tx, several.template)) ? { ...several, carried, policies } : { ...words, carried: [], policies: [] };
}

async function isApproved(deps: DispatchDeps, tx: DispatchTx, template: string): Promise<boolean> {
  const version = deps.texts.find(template)?.version;
  if (version === undefined) return false;
  const state = await tx.templateState(template, version);
  return state === "approved" || (state === undefined && deps.needsApproval?.(template, version) !== true);
}

async function hold(tx: DispatchTx, decision: Decision, policy: Policy): Promise<"held"> {
  if (decision.decision === "defer") await tx.defer(decision, policy.version);
  else if (decision.decision === "suppress") await tx.suppress(decision, policy.version);
  else throw new Error("the gate passed a text that has no channel, contact point or template");
  return "held";
}

async function deliver(deps: DispatchDeps, claimed: Claimed): Promise<boolean> {
  const outcome = await send(deps, claimed);
  // Before anything else is tried: what was told to one text holds for the channel.
  if (outcome.status === "not_sent" && outcome.retry && outcome.afterMs !== undefined)
    await deps.pace?.rest(claimed.channel, Math.min(outcome.afterMs, longestRestMs));
  const now = deps.clock.now();
  await deps.store.settle(claimed.messageId, outcome, now, retryAt(outcome, claimed.attempts, now));
  if (outcome.status !== "sent") deps.log.warn({ messageId: claimed.messageId, outcome: outcome.status, code: outcome.code }, "send without success");
  return outcome.status === "sent";
}

async function send(deps: DispatchDeps, { channel, ...out }: Claimed): Promise<SendOutcome> {
  try {
    return await channel.send(out, AbortSignal.timeout(sendTimeoutMs));
  } catch (fault) {
    // A channel maps its own outcomes; a throw is a defect of ours, and what was written before it is not known.
    deps.log.error({ messageId: out.messageId, channel: channel.name, fault: fault instanceof Error ? fault.name : "unknown" }, "channel threw");
    return { status: "unknown", code: "channel_threw" };
  }
}
