import type { TextLocale } from "../day-text.ts";
import type { Finding } from "./check-wording.ts";
import type { SmsSize } from "./sms-segments.ts";

/** A template as people read it before they approve it. */
export interface ShownTemplate {
  readonly id: string;
  readonly purpose: string;
  /** Content hash of its file. */
  readonly version: string;
  /** It is as it came with this release, and approved with it. */
  readonly released: boolean;
  /** Who wrote it, as it says itself. */
  readonly writtenBy?: string;
  readonly grounds: readonly string[];
  readonly providers: Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>>;
  readonly shown: Readonly<Record<TextLocale, ShownText>>;
}

export interface ShownText {
  /** With sample values, the usual branch first, then what its other branches say. */
  readonly texts: readonly string[];
  readonly buttons: readonly string[];
  /** Of the longest of them. */
  readonly sms: SmsSize;
  readonly findings: readonly Finding[];
}
