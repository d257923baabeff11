/** What officers may do; each command is one transaction with its log entry, then pages are told to look again. */
import { dayMs, plus, type Instant } from "../../domain/calendar.ts";
import { moved, type EscalationMove, type EscalationState } from "../../domain/escalations/escalation.ts";
import type { Stop } from "../../domain/policy/gate.ts";
import type { HoldReason } from "../../domain/policy/hold.ts";
import type { IntentName } from "../../domain/replies/reply.ts";
import { whoLifts } from "../../domain/policy/who-lifts.ts";
import { nameOf, seesOf, type Caller } from "../access/caller.ts";
import type { Base, Bulletin } from "../ports.ts";
import type { ChannelLinks, ConsoleWrites, ContactMade, ScopedBy } from "./ports.ts";
import type { StopView } from "./views.ts";

export interface CommandDeps extends Base {
  readonly store: ConsoleWrites;
  readonly bulletin: Bulletin;
}

/** `refused`: not allowed from where the thing stands now; `state` says where that is. */
export type Outcome = { readonly status: "done" } | { readonly status: "missing" } | { readonly status: "refused"; readonly state: string };

/** Who does it: somebody who called, or, at the command line and in the demonstration, a name without limits. */
export type Who = Caller | string;

const done: Outcome = { status: "done" };
const missing: Outcome = { status: "missing" };

/** Of two officers who acknowledge at once, the second is refused. */
export async function moveEscalation(deps: CommandDeps, who: Who, id: string, move: EscalationMove, note?: string): Promise<Outcome> {
  const result = await deps.store.changeEscalation(id, by(deps, who), (state: EscalationState) => {
    const to = moved(state, move);
    if (to === undefined) return undefined;
    return { to, move, ...(move.type === "resolve" && { code: move.code }), ...(note !== undefined && { note }) };
  });
  if (result === "missing") return missing;
  if (!result.changed) return { status: "refused", state: result.state };
  return told(deps, id);
}

/** An officer knows what the provider would not say. Never sends again: a text that may have arrived may arrive twice. */
export async function settleUnknown(deps: CommandDeps, who: Who, message: string, outcome: "delivered" | "not_delivered"): Promise<Outcome> {
  const result = await deps.store.settleUnknown(message, outcome === "delivered" ? "delivered" : "failed", by(deps, who));
  if (result === "missing") return missing;
  if (!result.changed) return { status: "refused", state: result.state };
  return told(deps, result.borrowerId);
}

/** An officer says what a borrower's text meant: an example to learn from. Cases, holds and promises are theirs to put right. */
export async function correctReply(deps: CommandDeps, who: Who, message: string, intents: readonly IntentName[]): Promise<Outcome> {
  const result = await deps.store.correctReply(message, [...new Set(intents)], by(deps, who));
  if (result === "missing") return missing;
  if (result.status !== "corrected") return { status: "refused", state: result.status };
  return told(deps, result.borrowerId);
}

export async function liftHold(deps: CommandDeps, who: Who, id: string): Promise<Outcome> {
  const result = await deps.store.liftHold(id, by(deps, who), mayLift(who));
  if (result === "missing") return missing;
  if (result.status !== "lifted") return { status: "refused", state: result.status };
  return told(deps, result.borrowerId);
}

/** What nobody may lift, no name without limits may either; another system's key lifts nothing. */
const mayLift =
  (who: Who) =>
  (reason: HoldReason): boolean => {
    const lifters: readonly string[] = whoLifts[reason];
    if (typeof who === "string") return lifters.length > 0;
    return who.kind === "person" && lifters.includes(who.role);
  };

/** How far back a call or visit may be logged: what is older no budget counts. */
const contactBackMs = 31 * dayMs;

/** Ten seconds for an officer; without it the budgets would count only what the bot sent. */
export async function logContact(deps: CommandDeps, who: Who, borrower: string, made: Omit<ContactMade, "at"> & { readonly at?: Instant }): Promise<Outcome> {
  const now = deps.clock.now();
  const at = made.at ?? now;
  if (at > now) return { status: "refused", state: "in_the_future" };
  if (at < now - contactBackMs) return { status: "refused", state: "too_long_ago" };
  const result = await deps.store.logContact(borrower, { ...made, at }, by(deps, who));
  return result === "missing" ? missing : told(deps, borrower);
}

/** The red button: from its commit on nothing in its scope goes out. */
export async function pressStop(deps: CommandDeps, who: Who, stop: Stop, because?: string): Promise<StopView> {
  const set = await deps.store.setStop(stop, by(deps, who), because);
  await told(deps, set.id);
  return set;
}

export async function liftStop(deps: CommandDeps, who: Who, id: string): Promise<Outcome> {
  const result = await deps.store.liftStop(id, by(deps, who));
  if (result === "missing") return missing;
  if (result === "already_lifted") return { status: "refused", state: result };
  return told(deps, id);
}

/** Long enough for a month's instalment; a lost phone is not a key for ever. */
const chatLinkMs = 30 * dayMs;

export type ChatLinkMade = { readonly status: "made"; readonly path: string; readonly expiresAt: Instant } | Exclude<Outcome, { status: "done" }>;

/** The only time that the token is seen: only its hash is kept. */
export async function makeChatLink(deps: CommandDeps, who: Who, borrower: string): Promise<ChatLinkMade> {
  const expiresAt = plus(deps.clock.now(), chatLinkMs);
  const result = await deps.store.makeChatLink(borrower, by(deps, who), expiresAt);
  if (result === "missing") return { status: "missing" };
  if (result === "closed") return { status: "refused", state: result };
  await told(deps, borrower);
  return { status: "made", path: `/chat/${result.token}`, expiresAt };
}

/** Long enough for an officer's next visit; it opens a chat once. */
const telegramLinkMs = 14 * dayMs;

export type TelegramLinkMade = { readonly status: "made"; readonly url: string; readonly expiresAt: Instant } | Exclude<Outcome, { status: "done" }>;

/** Whoever opens it first is bound as an unverified contact point: who they are is asked before anything else. */
export async function makeTelegramLink(deps: CommandDeps & ChannelLinks, who: Who, borrower: string): Promise<TelegramLinkMade> {
  if (!deps.telegramLink) return { status: "refused", state: "no_telegram" };
  const linkOf = await deps.telegramLink();
  if (!linkOf) return { status: "refused", state: "telegram_silent" };
  const expiresAt = plus(deps.clock.now(), telegramLinkMs);
  const result = await deps.store.makeChannelLink(borrower, "telegram", by(deps, who), expiresAt);
  if (result === "missing") return { status: "missing" };
  await told(deps, borrower);
  return { status: "made", url: linkOf(result.token), expiresAt };
}

export type LinksRevoked = { readonly status: "revoked"; readonly chat: number; readonly invitations: number } | { readonly status: "missing" };

/** A lost phone, a link in the wrong hands: from now on none of them opens anything. */
export async function revokeLinks(deps: CommandDeps, who: Who, borrower: string): Promise<LinksRevoked> {
  const result = await deps.store.revokeLinks(borrower, by(deps, who));
  if (result === "missing") return { status: "missing" };
  await told(deps, borrower);
  return { status: "revoked", ...result };
}

const by = ({ clock }: CommandDeps, who: Who): ScopedBy =>
  typeof who === "string" ? { officer: who, sees: { whose: "all" }, at: clock.now() } : { officer: nameOf(who), sees: seesOf(who), at: clock.now() };

/** A lost bulletin is made good by the page's next look. */
async function told(deps: CommandDeps, id: string): Promise<Outcome> {
  await deps.bulletin.publish("console", id).catch(() => deps.log.warn({ id }, "bulletin not published"));
  return done;
}
