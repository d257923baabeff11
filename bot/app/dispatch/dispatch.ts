/**
 * Brings what is due to the provider: wait for the channel's rate, ask the gate inside the transaction that claims the
 * message, call the provider outside of it, and record what became of it (design §5, Out).
 */
import { minuteMs, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, ContactPointId, MessageId } from "../../domain/ids.ts";
import type { Base, Button, Channel, SendOutcome } from "../ports.ts";
import { decideText, type DecidingDeps } from "./decide-text.ts";
import type { DispatchStore, DueUnit, Pace } from "./ports.ts";
import { retryAt } from "./retry.ts";

export interface DispatchDeps extends Base, DecidingDeps {
  readonly store: DispatchStore;
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
    let claimed = await take(deps, unit, borrower, "must_match");
    if (claimed === "outdated") {
      await reread(deps);
      claimed = await take(deps, unit, borrower, "hold");
    }
    if (channel && typeof claimed === "string") deps.pace?.unused(channel);
    if (claimed === "busy" || claimed === "outdated") return { status: "busy" };
    if (claimed === "gone") continue;
    if (claimed !== "held") {
      if ((deps.clock.now() - claimed.at) / deps.clock.speed > claimHoldsMs) {
        await deps.store.withdraw(claimed.messageId, deps.clock.now());
        // Later: a database this slow would expire the next claim too, and each leaves a message and two entries behind.
        return { status: "busy" };
      }
      if (await deliver(deps, claimed)) sent++;
    }
    if (!unit.more) break;
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

type Taken = Claimed | "held" | "busy" | "gone" | "outdated";

async function take(deps: DispatchDeps, unit: DueUnit, borrower: BorrowerId, outdated: "must_match" | "hold"): Promise<Taken> {
  const decided = await deps.store.decide(unit, borrower, deps.clock, (text) => decideText(deps, text, outdated));
  if (decided.status !== "decided") return decided.status;
  const { verdict, facts } = decided;
  if (verdict.kind === "leave") return "outdated";
  if (verdict.kind !== "claim") return "held";
  const { messageId, text, buttons } = verdict.claim;
  const { contact, attempts, gate } = facts;
  const channel = deps.channels.get(gate.channel);
  if (!contact || !channel) throw new Error("a claim needs a channel and a contact point");
  return { messageId, contactPointId: contact.id, channel, address: contact.address, text, ...(buttons && { buttons }), at: gate.now, attempts };
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
