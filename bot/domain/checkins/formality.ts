import type { Answer } from "./answer.ts";

/** One answer of a round, as it came. */
export interface Given {
  readonly question: string;
  readonly answer: Answer;
  /** From when the question was put until the answer came in; absent: not known, or it came with another answer in one text. */
  readonly tookMs?: number;
  /** Of the question as the borrower read it, options included. */
  readonly characters: number;
  /** What was typed or pressed, as a figure: an option's place in its list, an amount, a number. */
  readonly figure?: number;
}

export interface Round {
  readonly locale: "zh-CN" | "en";
  readonly given: readonly Given[];
  /** The same borrower's answers to the same questionnaire the time before; absent: there was none. */
  readonly before?: readonly Pick<Given, "question" | "answer">[];
  /** Files that had been sent before, by this borrower or by another. */
  readonly files: { readonly ownAgain: number; readonly ofOthers: number };
  /** How many other borrowers are written to at the same address. */
  readonly sharedWith: number;
}

/** Why a round may have been a formality. In words for people to read, with what was counted; no reason decides anything. */
export type FormalityReason =
  | { readonly because: "same_as_last_round"; readonly answers: number }
  | { readonly because: "faster_than_read"; readonly answers: number; readonly of: number }
  | { readonly because: "reused_file"; readonly files: number; readonly ofOthers: number }
  | { readonly because: "one_figure"; readonly answers: number }
  | { readonly because: "shared_device"; readonly others: number };

/** `score`: 0 (nothing speaks for it) … below 1. Shown to officers, and never used against a borrower by itself. */
export interface Formality {
  readonly score: number;
  readonly reasons: readonly FormalityReason[];
}

/** Faster than anybody reads: quick readers manage half of these. Characters a second. */
const fastest = { "zh-CN": 16, en: 45 } as const;
/** One quick answer is a quick thumb. */
const leastAnswers = 2;
/** Steady trade gives steady answers: fewer alike say nothing. */
const leastSame = 3;

export function formalityOf(round: Round): Formality {
  const found = [sameAsBefore(round), fasterThanRead(round), reusedFile(round), oneFigure(round), sharedDevice(round)].flatMap((one) => one ?? []);
  const rest = found.reduce((left, { weight }) => left * (1 - weight), 1);
  return { score: Math.round((1 - rest) * 100) / 100, reasons: found.map(({ reason }) => reason) };
}

type Found = { readonly reason: FormalityReason; readonly weight: number } | undefined;

/** Every answer that can be compared is the same; with a figure or words among them it weighs more than taps alone do. */
function sameAsBefore({ given, before = [] }: Round): Found {
  const pairs = given.flatMap(({ question, answer }) => {
    const other = before.find((one) => one.question === question);
    return other && answer.type !== "document" ? [{ answer, other: other.answer }] : [];
  });
  if (pairs.length < leastSame || pairs.some(({ answer, other }) => !same(answer, other))) return undefined;
  const exact = pairs.some(({ answer: { type } }) => type === "money" || type === "number" || type === "percent" || type === "text");
  return { reason: { because: "same_as_last_round", answers: pairs.length }, weight: exact ? 0.5 : 0.15 };
}

function fasterThanRead({ given, locale }: Round): Found {
  const timed = given.flatMap(({ tookMs, characters }) => (tookMs === undefined ? [] : [{ tookMs, readMs: (characters / fastest[locale]) * 1_000 }]));
  const fast = timed.filter(({ tookMs, readMs }) => tookMs < readMs).length;
  if (fast < leastAnswers || fast * 2 < timed.length) return undefined;
  return { reason: { because: "faster_than_read", answers: fast, of: timed.length }, weight: (0.6 * fast) / timed.length };
}

/** The same receipt twice may be a slip of the thumb; another borrower's is not. */
function reusedFile({ files: { ownAgain, ofOthers } }: Round): Found {
  const files = ownAgain + ofOthers;
  return files === 0 ? undefined : { reason: { because: "reused_file", files, ofOthers }, weight: ofOthers > 0 ? 0.7 : 0.3 };
}

/** "1" to everything, a figure among it: taps on the first of the options alone are what somebody does for whom all is well. */
function oneFigure({ given }: Round): Found {
  const figures = given.flatMap(({ figure, answer }) => (figure === undefined ? [] : [{ figure, said: answer.type !== "choice" }]));
  const [first] = figures;
  if (!first || figures.length < leastSame || figures.some(({ figure }) => figure !== first.figure) || !figures.some(({ said }) => said)) return undefined;
  return { reason: { because: "one_figure", answers: figures.length }, weight: 0.5 };
}

/** A family has one phone; a shop that answers for the village is another thing. */
function sharedDevice({ sharedWith: others }: Round): Found {
  return others === 0 ? undefined : { reason: { because: "shared_device", others }, weight: others >= 3 ? 0.5 : 0.1 };
}

const same = (a: Answer, b: Answer): boolean => JSON.stringify(told(a)) === JSON.stringify(told(b));

/** What was said, and not how: about 3,000 is 3,000. */
function told(answer: Answer): unknown {
  switch (answer.type) {
    case "money":
      return [answer.minor.toString(), answer.currency];
    case "multi_choice":
      return [...answer.keys].toSorted();
    case "text":
    case "location":
      return answer.text.normalize("NFKC").trim();
    case "date":
      return answer.on;
    default:
      return Object.entries(answer).toSorted(([x], [y]) => (x < y ? -1 : 1));
  }
}
