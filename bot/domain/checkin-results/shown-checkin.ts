import type { TextLocale } from "../day-text.ts";

export type InBoth = Readonly<Record<TextLocale, string>>;

/** A question as a phone shows it, with sample values, and what decides whether it is asked. */
export interface ShownQuestion {
  readonly id: string;
  readonly type: string;
  readonly text: InBoth;
  readonly help: InBoth | null;
  readonly options: readonly { readonly key: string; readonly label: InBoth }[];
  readonly skippable: boolean;
  /** The condition as it was written (CEL); null: always asked. */
  readonly condition: string | null;
  readonly fact: { readonly name: string; readonly unit: string | null } | null;
}

export interface ShownCheck {
  readonly id: string;
  readonly after: string;
  readonly condition: string;
  /** As written: they name facts in braces. */
  readonly clarify: InBoth;
  readonly note: InBoth;
}

/** One version of a questionnaire for people who read, compare and approve it. */
export interface ShownCheckin {
  readonly id: string;
  readonly version: number;
  readonly purpose: InBoth;
  readonly audience: readonly string[];
  readonly why: InBoth;
  readonly thanks: InBoth;
  /** The first text, with the reason in it, and what may be pressed; null: shown where no message templates are at hand. */
  readonly opening: { readonly text: InBoth; readonly buttons: Readonly<Record<TextLocale, readonly string[]>> } | null;
  readonly consent: string | null;
  readonly neverOverdue: boolean;
  readonly writtenBy: string | null;
  readonly questions: readonly ShownQuestion[];
  readonly checks: readonly ShownCheck[];
}
