/** What a round's answers say together, by question. Amounts of different currencies are never added up. */
import type { Answer } from "../checkins/answer.ts";
import { minorDigits } from "../money.ts";

export interface Given {
  readonly question: string;
  readonly answer: Answer;
  readonly corrects: boolean;
  readonly tookMs: number;
}

export interface QuestionTally {
  readonly question: string;
  /** Runs with an answer that holds. */
  readonly answered: number;
  readonly corrected: number;
  /** Half of them took at most so long, in milliseconds from the asking. */
  readonly medianMs: number;
  /** How often each was chosen; "yes" and "no" of a yes/no question. Several choices of one answer count each. */
  readonly chosen: Readonly<Record<string, number>>;
  /** Of numbers, shares, amounts (major units) and months; one for each unit. */
  readonly figures: readonly Figures[];
  /** Free words, places and files are not counted: they are read. */
  readonly words: number;
}

export interface Figures {
  /** A currency, or "" where the question says which unit. */
  readonly unit: string;
  readonly count: number;
  readonly least: number;
  readonly median: number;
  readonly most: number;
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[];
}

/** Only answers that hold: a corrected one is not handed in. In the order in which questions first come. */
export function tally(given: readonly Given[]): QuestionTally[] {
  const byQuestion = grouped(given, ({ question }) => question);
  return [...byQuestion].map(([question, answers]) => {
    const chosen: Record<string, number> = {};
    for (const key of answers.flatMap(({ answer }) => chosenOf(answer))) chosen[key] = (chosen[key] ?? 0) + 1;
    const figures = grouped(
      answers.flatMap(({ answer }) => figureOf(answer) ?? []),
      ({ unit }) => unit,
    );
    return {
      question,
      answered: answers.length,
      corrected: answers.filter(({ corrects }) => corrects).length,
      medianMs: median(answers.map(({ tookMs }) => tookMs)),
      chosen,
      figures: [...figures].map(([unit, of]) =>
        figuresOf(
          unit,
          of.map(({ value }) => value),
        ),
      ),
      words: answers.filter(({ answer }) => answer.type === "text" || answer.type === "location" || answer.type === "document").length,
    };
  });
}

function chosenOf(answer: Answer): readonly string[] {
  if (answer.type === "yes_no") return [answer.yes ? "yes" : "no"];
  if (answer.type === "choice") return [answer.key];
  // A date is asked for its month: when is it sold, when does the money come.
  if (answer.type === "date") return [answer.on.slice(0, 7)];
  return answer.type === "multi_choice" ? answer.keys : [];
}

/** Undefined: the answer is not a figure. */
export function figureOf(answer: Answer): { unit: string; value: number } | undefined {
  if (answer.type === "number") return { unit: "", value: answer.value };
  if (answer.type === "percent") return { unit: "%", value: Math.round(answer.share * 1_000) / 10 };
  // For a chart, not for a ledger: as large as a double holds exactly.
  return answer.type === "money" ? { unit: answer.currency, value: Number(answer.minor) / 10 ** minorDigits(answer.currency) } : undefined;
}

function figuresOf(unit: string, values: readonly number[]): Figures {
  const sorted = values.toSorted((a, b) => a - b);
  const [least, most] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  return { unit, count: sorted.length, least, median: median(sorted), most, bins: binsOf(sorted, least, most) };
}

/** Six at most, with round edges, so that a chart can be read aloud. */
function binsOf(sorted: readonly number[], least: number, most: number): Figures["bins"] {
  // As good as equal, or too close for a double to tell apart.
  if (most - least <= Number.EPSILON * Math.max(1, Math.abs(most), Math.abs(least))) return [{ from: least, to: most, count: sorted.length }];
  const step = roundUp((most - least) / 5);
  const first = Math.floor(least / step) * step;
  const bins = Array.from({ length: Math.floor((most - first) / step) + 1 }, (_, i) => ({ from: first + i * step, to: first + (i + 1) * step, count: 0 }));
  for (const value of sorted) {
    const bin = bins[Math.max(0, Math.min(bins.length - 1, Math.floor((value - first) / step)))];
    if (bin) bin.count += 1;
  }
  return bins;
}

/** 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((n) => n * power >= value) ?? 10) * power;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - (sorted.length % 2 === 0 ? 1 : 0)] ?? 0, sorted[middle] ?? 0];
  return (low + high) / 2;
}
