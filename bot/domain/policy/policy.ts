import type { Day, Weekday, Zone } from "../calendar.ts";
import type { TextLocale } from "../day-text.ts";
import type { Purpose } from "./purpose.ts";

/**
 * The contact rules that hold for a borrower: those of a country, a state, a product, laid over each other. Nothing is
 * merged: every layer is asked, each can object, so that the strictest wins and each objection has its own source.
 */
export interface Policy {
  /** Of its layers, "br-sp+br+default". */
  readonly id: string;
  /** Stamped on each decision: changes when any layer's file changes. */
  readonly version: string;
  readonly layers: readonly Layer[];
  readonly ledger: LedgerAge;
  /** Whether answers to what the borrower just wrote also keep to the hours. */
  readonly responses: { readonly withinHours: boolean };
}

/** One pack: data, from templates/policies. What it does not say, the careful default says. */
export interface Layer {
  readonly id: string;
  /** The file's content hash. */
  readonly version: string;
  readonly hours?: Hours;
  readonly holidays?: Holidays;
  readonly budgets?: readonly Budget[];
  /** After a conversation nobody is written to or called again for so long. */
  readonly pauses?: readonly Pause[];
  /** What a channel's own rules or the law forbid to be said there. */
  readonly forbidden?: readonly Forbidden[];
  readonly consents?: readonly ConsentNeeded[];
  readonly thirdParties?: ThirdParties;
  readonly closings?: readonly Closing[];
  readonly ledger?: LedgerAge & Sourced;
  readonly responses?: { readonly withinHours: boolean } & Sourced;
  /** Whom somebody in distress may call there. */
  readonly helplines?: readonly Helpline[];
}

export interface Helpline extends Sourced {
  readonly name: string;
  readonly number: string;
}

/** Where a rule comes from. */
export interface Source {
  /** The text's name and address, or that the rule is ours. */
  readonly text: string;
  /** True: the official text itself was seen. False: second-hand, or ours because none was found. */
  readonly seen: boolean;
}

export interface Sourced {
  readonly source: Source;
}

/** Minutes since local midnight; the last minute is excluded. */
export interface Window {
  readonly fromMinute: number;
  readonly toMinute: number;
}

export interface Hours extends Sourced {
  /** A weekday without a window has no contact. */
  readonly week: ReadonlyMap<Weekday, Window>;
  /** The borrower's own consent opens other hours too (the layer's text says so). */
  readonly unlessConsent: boolean;
}

export interface Holidays extends Sourced {
  readonly closed: ReadonlySet<Day>;
  /** Make-up working days: as open as a Monday, whatever their weekday. */
  readonly workdays: ReadonlySet<Day>;
}

/** What is counted: texts that we began, calls, visits, and texts that an officer began. */
export const contactKinds = ["message", "call", "visit"] as const;
export type ContactKind = (typeof contactKinds)[number];

export interface Budget extends Sourced {
  /** day: the borrower's calendar day. week, month: any 7 or 30 days. */
  readonly window: "day" | "week" | "month";
  readonly most: number;
  readonly of: readonly ContactKind[];
  /** Only those since the borrower last answered. */
  readonly unanswered: boolean;
  /** Of `most`, so many are kept for touches of at least this priority. */
  readonly kept?: { readonly count: number; readonly fromPriority: number };
}

export interface Pause extends Sourced {
  readonly ms: number;
  readonly of: readonly ContactKind[];
}

export interface Forbidden extends Sourced {
  readonly channel: string;
  readonly purposes: readonly Purpose[];
}

export interface ConsentNeeded extends Sourced {
  /** Absent: on every channel. */
  readonly channel?: string;
  readonly purposes: readonly Purpose[];
}

/** Words that must stand at the end of a text that we begin. */
export interface Closing extends Sourced {
  /** Absent: on every channel. */
  readonly channel?: string;
  readonly text: Readonly<Record<TextLocale, string>>;
}

/** Who else than the borrower may be told of the debt, and spoken to at all. */
export interface ThirdParties extends Sourced {
  readonly mayHear: readonly Person[];
}

export type Person = "borrower" | "guarantor" | "spouse" | "guardian" | "executor" | "group_member" | "other";

export interface LedgerAge {
  /** Payments of the due day are posted by then: overdue touches wait for it. Milliseconds. */
  readonly postingLagMs: number;
  /** A ledger older than this may accuse someone who has paid: touches wait for a newer one. Milliseconds. */
  readonly oldestMs: number;
}

/** Where the borrower may be: one zone, or each that the country has while theirs is not known. */
export type Zones = Zone | readonly [Zone, ...Zone[]];
