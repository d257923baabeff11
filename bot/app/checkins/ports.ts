import type { Questionnaire } from "../../domain/checkins/questionnaire.ts";
import type { CheckinWorld } from "../../domain/checkins/run.ts";
import type { TextLocale } from "../../domain/day-text.ts";

/** What the store must know to bring a check-in to the engine. */
export interface CheckinReading {
  /** A version as it was published; throws where it cannot be read, which publishing has excluded. */
  readonly questionnaire: (source: string) => Questionnaire | Promise<Questionnaire>;
  readonly words: (locale: TextLocale) => CheckinWorld["words"];
  readonly lender: string;
  /** Channels that show choices as buttons; on others options are numbered. */
  readonly buttons: ReadonlySet<string>;
}
