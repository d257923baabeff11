import type { CheckinWorld } from "./run.ts";
import type { Option, Question } from "./questionnaire.ts";

/** A question as it is put: its choices as buttons where the channel has them and they fit, else numbered below it. */
export interface PutText {
  readonly text: string;
  readonly choices?: readonly string[];
}

export function questionText(question: Question, world: CheckinWorld): PutText {
  const text = question.text(world.locale, world.values);
  switch (question.type) {
    case "yes_no":
      return world.buttons ? { text, choices: [world.words.yes, world.words.no] } : { text };
    case "choice": {
      const labels = labelsOf(question.options, world);
      return world.buttons && labels.length <= mostButtons && labels.every((label) => width(label) <= widestButton)
        ? { text, choices: labels }
        : { text: numbered(text, labels) };
    }
    case "multi_choice":
      // a button sends one choice alone
      return { text: numbered(text, labelsOf(question.options, world)) };
    default:
      return { text };
  }
}

const labelsOf = (options: readonly Option[], { locale, values }: CheckinWorld): string[] => options.map(({ label }) => label(locale, values));
const numbered = (text: string, labels: readonly string[]): string => [text, ...labels.map((label, i) => `${String(i + 1)}. ${label}`)].join("\n");

/** More are a list, and lists are read better in the text. */
const mostButtons = 6;
/** In bytes of UTF-8: what a Telegram button takes beside our own id. */
const widestButton = 40;
const width = (label: string): number => new TextEncoder().encode(label).length;
