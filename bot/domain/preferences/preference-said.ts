import type { Weekday } from "../calendar.ts";
import type { TextLocale } from "../day-text.ts";
import type { Window } from "../policy/policy.ts";

/** How a borrower wants to be written to, as they said it. One text, one wish. */
export type PreferenceSaid =
  /** "Only then" (`not` false) or "never then" (`not` true): on those days (all, where none is named), in that part of the day. */
  | { readonly kind: "hours"; readonly not: boolean; readonly days: readonly Weekday[]; readonly window: Window; readonly whole: boolean }
  | { readonly kind: "channel"; readonly channel: string }
  | { readonly kind: "language"; readonly locale: TextLocale }
  /** "Any time is fine": the hours are taken back. */
  | { readonly kind: "any_time" }
  | { readonly kind: "any_channel" };
