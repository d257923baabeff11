import type { Condition, Guard, GuardCategory, GuardRule, HowRead, InBoth } from "./guard.ts";
import { quotations } from "./quotations.ts";
import { readingsOf, type Reading, type Span } from "./readings.ts";

/** What is known where a text is to be sent; where it is not known, take the strict side. */
export interface WordingFacts {
  readonly writer: "bot" | "officer";
  /** The right person has answered on this contact point. */
  readonly personKnown: boolean;
  readonly overdue: boolean;
  /** What the text grants was approved by a second person. */
  readonly approved: boolean;
  /** The ledger shows nothing open. */
  readonly nothingOpen: boolean;
  /** What the borrower wrote: quoted as it was, it may be repeated. Absent: any quotation of theirs may be. */
  readonly borrowerSaid?: readonly string[];
}

export interface Finding {
  readonly category: string;
  /** UTF-16 units of the text as written. */
  readonly span: Span;
  readonly words: string;
  readonly why: InBoth;
  readonly suggestion: InBoth;
}

/** What of the text a borrower must never read, in order; one finding for a category and place. */
export function checkWording(guard: Guard, text: string, facts: WordingFacts): Finding[] {
  const { han, words } = readingsOf(text);
  const quoted = quotations(text, guard.how.quoteBefore, facts.borrowerSaid);
  const mine = (span: Span): boolean => !quoted.some(({ start, end }) => start <= span.start && span.end <= end);
  const found = guard.categories
    .filter(({ when }) => holds(when, facts))
    .flatMap((category) => {
      const spans = category.rules.flatMap((rule) => [
        ...rule.han.flatMap((pattern) => spansIn(han, pattern, rule, guard.how, "han")),
        ...rule.words.flatMap((pattern) => words.flatMap((each) => spansIn(each, pattern, rule, guard.how, "words"))),
      ]);
      return merged(spans.filter(mine)).map((span) => finding(category, span, text));
    });
  return found.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function holds(when: Condition, facts: WordingFacts): boolean {
  switch (when) {
    case "always":
      return true;
    case "stranger":
      return !facts.personKnown;
    case "overdue":
      return facts.overdue;
    case "bot":
      return facts.writer === "bot";
    case "not_approved":
      return !facts.approved;
    case "not_settled":
      return !facts.nothingOpen;
  }
}

function spansIn({ text, original }: Reading, pattern: RegExp, { unless, negatedPasses }: GuardRule, how: HowRead, kind: "han" | "words"): Span[] {
  const allowed = [...text.matchAll(how.passes[kind])].map(({ 0: match, index }) => ({ start: index, end: index + match.length }));
  return [...text.matchAll(pattern)].flatMap(({ 0: match, index }): Span[] => {
    const end = index + match.length;
    if (match === "" || allowed.some((span) => span.start <= index && end <= span.end)) return [];
    const sentence = text.slice(lastEnd(text, index, sentenceEnd), nextEnd(text, end));
    if (unless && found(unless, sentence)) return [];
    if (negatedPasses && !found(how.conditional[kind], sentence) && found(how.negation[kind], text.slice(lastEnd(text, index, clauseEnd), index))) return [];
    return [original(index, end)];
  });
}

/** Patterns carry the flag g: without an index of their own `test` would remember where it stopped. */
const found = (pattern: RegExp, text: string): boolean => text.search(pattern) >= 0;

const sentenceEnd = /[。！？；!?;\n]|\.(?= |$)/g;
const clauseEnd = /[。！？；，：!?;,:\n]|\.(?= |$)/g;

function lastEnd(text: string, before: number, pattern: RegExp): number {
  let last = 0;
  for (const { index } of text.slice(0, before).matchAll(pattern)) last = index + 1;
  return last;
}

function nextEnd(text: string, from: number): number {
  const next = text.slice(from).search(sentenceEnd);
  return next < 0 ? text.length : from + next;
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last && span.start < last.end) result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else result.push(span);
  }
  return result;
}

const finding = ({ id, why, suggestion }: GuardCategory, span: Span, text: string): Finding => ({
  category: id,
  span,
  words: text.slice(span.start, span.end),
  why,
  suggestion,
});
