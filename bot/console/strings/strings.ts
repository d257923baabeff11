import type { EscalationReason, EscalationState, ResolutionCode, Severity } from "../../domain/escalations/escalation.ts";
import type { GateRule } from "../../domain/policy/gate.ts";
import type { HoldReason } from "../../domain/policy/hold.ts";
import type { IntentName } from "../../domain/replies/reply.ts";
import type { StatusKind } from "../../domain/turns/consequences.ts";
import type { NoticeStrings } from "./notice-strings.ts";
import type { PeopleStrings } from "./people-strings.ts";
import type { LogStrings } from "./message-log.ts";
import type { TelegramStrings } from "./telegram.ts";

type Words<Key extends string> = Readonly<Record<Key, string>>;

/** Every string of the console; each language has all of them. */
export interface Strings {
  readonly people: PeopleStrings;
  readonly notices: NoticeStrings;
  readonly nav: Words<"today" | "borrowers" | "escalations" | "switchTo" | "demoTime" | "offline">;
  readonly stop: Words<"button" | "title" | "explain" | "confirm" | "cancel" | "lift"> & {
    stopped(what: string, by: string, at: string): string;
    readonly scope: Words<"all" | "channel" | "branch" | "template">;
  };
  readonly common: Words<
    | "loading"
    | "failed"
    | "retry"
    | "more"
    | "none"
    | "erased"
    | "us"
    | "borrower"
    | "conflict"
    | "commandFailed"
    | "copied"
    | "copy"
    | "close"
    | "notYetRendered"
    | "noWords"
  > & { person(externalId: string, branch: string, officer: string): string };
  readonly today: Words<
    | "title"
    | "out"
    | "in"
    | "held"
    | "needs"
    | "quiet"
    | "quietHint"
    | "needsTitle"
    | "allCases"
    | "unknownTitle"
    | "unknownHint"
    | "delivered"
    | "notDelivered"
    | "latestIn"
    | "latestOut"
    | "heldTitle"
    | "nothingOut"
    | "nothingIn"
    | "nothingHeld"
    | "nobodyWaits"
  > & {
    deferred(n: number): string;
    suppressed(n: number): string;
    again(at: string): string;
    more(n: number): string;
    open(n: number): string;
    unknown(n: number): string;
  };
  readonly borrowers: Words<"title" | "search" | "searchHint" | "empty" | "nothingFound" | "nothingOverdue" | "lastHeard" | "never" | "onHold"> & {
    since(on: string): string;
    cases(n: number): string;
  };
  readonly borrower: Words<
    | "whyDay"
    | "owed"
    | "nothingOverdue"
    | "overdue"
    | "next"
    | "dueToday"
    | "whole"
    | "nothingOwed"
    | "hold"
    | "noHold"
    | "noHoldHint"
    | "untilLifted"
    | "lift"
    | "optOutStays"
    | "supervisorLifts"
    | "lastSaid"
    | "nothingSaid"
    | "promised"
    | "nothingPromised"
    | "conversation"
    | "noConversation"
    | "older"
    | "ledger"
    | "timeline"
    | "nothingHappened"
    | "cases"
    | "makeLink"
    | "revokeLinks"
    | "linkMade"
    | "linkHint"
    | "understood"
    | "saidYes"
    | "saidNo"
    | "askedBack"
    | "lenderSays"
    | "paymentsTitle"
    | "noPayments"
    | "noLoans"
    | "amount"
    | "open"
    | "dueOn"
    | "state"
    | "localTime"
  > & {
    since(on: string, days: number): string;
    until(at: string): string;
    loan(id: string): string;
    instalment(no: number): string;
    ledgerAsOf(at: string): string;
    principal(text: string): string;
    paid(text: string): string;
    linksRevoked(n: number): string;
    validUntil(on: string): string;
    promise(amount: string, on: string): string;
    brokenBefore(n: number): string;
  };
  readonly escalations: Words<"title" | "open" | "resolved" | "noneOpen" | "noneOpenHint" | "noneResolved"> & {
    nextAlert(at: string): string;
    hasIt(by: string): string;
  };
  readonly escalation: Words<
    | "evidence"
    | "noEvidence"
    | "nextStep"
    | "ledger"
    | "alerts"
    | "noAlerts"
    | "acknowledge"
    | "wait"
    | "resolve"
    | "resolveTitle"
    | "code"
    | "note"
    | "notePlaceholder"
    | "cancel"
    | "toBorrower"
    | "resolvedAs"
  > & {
    alerted(role: string, officer: string): string;
    opened(at: string): string;
    acknowledgedBy(by: string, at: string): string;
    resolvedBy(by: string, at: string): string;
  };
  readonly log: LogStrings;
  readonly severity: Words<Severity>;
  readonly escalationState: Words<EscalationState>;
  readonly escalationReason: Words<EscalationReason>;
  readonly nextStep: Words<EscalationReason>;
  readonly resolution: Words<ResolutionCode>;
  readonly holdReason: Words<HoldReason>;
  readonly gateRule: Words<GateRule>;
  readonly budgetWindow: Words<"day" | "week">;
  readonly decision: Words<"send" | "defer" | "suppress">;
  readonly messageState: Words<"queued" | "claimed" | "sent" | "delivered" | "read" | "failed" | "unknown" | "not_sent" | "suppressed" | "received">;
  readonly touchState: Words<"planned" | "claimed" | "sent" | "suppressed" | "failed">;
  readonly instalmentState: Words<"paid" | "overdue" | "due_today" | "partly_paid" | "open">;
  readonly loanStatus: Words<"open" | "closed" | "written_off">;
  readonly promiseState: Words<"open" | "kept" | "partly_kept" | "broken" | "replaced" | "made">;
  readonly contactState: Words<"unverified" | "verified" | "closed">;
  readonly channel: Words<"web" | "sim" | "telegram">;
  readonly telegram: TelegramStrings;
  readonly role: Words<"officer" | "supervisor" | "admin">;
  readonly status: Words<StatusKind>;
  readonly intent: Words<IntentName>;
  readonly happened: Words<"opened" | "acknowledged" | "resolved"> & {
    holdSet(reason: string): string;
    arrangement(state: string): string;
    holdLifted(reason: string, by: string): string;
    escalation(reason: string, what: string): string;
    reminder(stage: string, decision: string): string;
    promise(amount: string, on: string, state: string): string;
  };
  stage(offset: number): string;
}

/** The word for what came from the server; a key that a newer server sends is shown as it is. */
export const word = (words: Readonly<Record<string, string>>, key: string): string => words[key] ?? key;
