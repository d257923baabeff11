import type { IntlMessageFormat } from "intl-messageformat";
import type { z } from "zod";
import type { TextLocale } from "../domain/day-text.ts";
import type { messageSchema } from "./message-schema.ts";

export type Purpose = z.output<typeof messageSchema>["purpose"];

/** One text that borrowers may read, in every language; only these are ever sent by the bot. */
export interface MessageTemplate {
  readonly id: string;
  readonly purpose: Purpose;
  /** Content hash of its file; approvals hold for a version. */
  readonly version: string;
  /** Values that it needs, the same in every language, sorted. */
  readonly params: readonly string[];
  /** ICU MessageFormat. */
  readonly texts: Readonly<Record<TextLocale, string>>;
  /** Answers to choose from where the channel shows buttons; none: an empty list. */
  readonly buttons: Readonly<Record<TextLocale, readonly string[]>>;
  /** What stands behind it besides the words: the ledger, or an approval. */
  readonly grounds: readonly ("ledger" | "approval")[];
  readonly writtenBy?: string;
  readonly providers: NonNullable<z.output<typeof messageSchema>["providers"]>;
  readonly formats: Readonly<Record<TextLocale, IntlMessageFormat>>;
}
