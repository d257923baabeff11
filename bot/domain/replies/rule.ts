import { gramsOf, mayHold, type Grams } from "./grams.ts";
import { matchesOf } from "./matches.ts";
import { patternNeeds } from "./pattern-needs.ts";
import type { IntentName } from "./reply.ts";

/** One way of saying one thing; matched against one clause of normalised text at a time. */
export interface Rule {
  readonly intent: IntentName;
  /** Shown to people as the reason; unique within its intent. */
  readonly name: string;
  readonly pattern: RegExp;
  /** Words anywhere in the same clause that take the meaning away (没, 会, "not"). */
  readonly unless?: RegExp;
  /** Said in passing as often as meant: yields to a clear promise or payment. */
  readonly weak?: boolean;
}

/** Rules with what a text must hold for each of them to be worth trying. */
export interface Rulebook {
  readonly rules: readonly { readonly rule: Rule; readonly needs: Int32Array | undefined }[];
}

export const rulebook = (rules: readonly Rule[]): Rulebook => ({ rules: rules.map((rule) => ({ rule, needs: patternNeeds(rule.pattern) })) });

/** A stranger's first question, which is answered before any other: shared, since the turn asks for it by name. */
export const asksWho = "asks who we are";

/** Where a rule fired, in offsets of the normalised text. */
export interface Hit {
  readonly intent: IntentName;
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  readonly weak: boolean;
}

/** A stretch of text without a break in it; `text` keeps its closing mark, so that "?" is seen. */
export interface Clause {
  readonly text: string;
  readonly start: number;
  /** Whether it has a Latin word; whether it has Chinese, or nothing else that a rule could read. */
  readonly latin: boolean;
  readonly chinese: boolean;
  /** Of the whole text. */
  readonly grams: Grams | undefined;
}

export function splitClauses(text: string): Clause[] {
  const clauses: Clause[] = [];
  const grams = gramsOf(text);
  let start = 0;
  for (const brk of matchesOf(breaks, text)) {
    const end = brk.index + brk[0].length;
    if (end > start) clauses.push(clauseOf(text.slice(start, end), start, grams));
    start = end;
  }
  if (start < text.length || clauses.length === 0) clauses.push(clauseOf(text.slice(start), start, grams));
  return clauses;
}

export function clauseOf(text: string, start: number, grams: Grams | undefined): Clause {
  const latin = /[a-z]{2}/.test(text);
  return { text, start, latin, chinese: !latin || /[\u4e00-\u9fff]/.test(text), grams };
}

/** A clause without a Latin word needs no English rule, one without Chinese no Chinese one. */
export function inScript(clause: Clause, zh: Rulebook, en: Rulebook): Hit[] {
  const hits: Hit[] = [];
  if (clause.chinese) addHits(clause, zh, hits);
  if (clause.latin) addHits(clause, en, hits);
  return hits;
}

export function hitsIn(clause: Clause, book: Rulebook): Hit[] {
  const hits: Hit[] = [];
  addHits(clause, book, hits);
  return hits;
}

function addHits({ text, start, grams }: Clause, { rules }: Rulebook, hits: Hit[]): void {
  for (const { rule, needs } of rules) {
    if (grams && needs && !mayHold(grams, needs)) continue;
    const match = rule.pattern.exec(text);
    if (!match || rule.unless?.test(text)) continue;
    const from = start + match.index;
    hits.push({ intent: rule.intent, rule: rule.name, start: from, end: from + match[0].length, weak: rule.weak ?? false });
  }
}

/** Of things found in order, those that begin in each clause; one pass, since a hostile text has thousands of both. */
export function byClause<T extends { readonly start: number }>(clauses: readonly Clause[], found: readonly T[]): T[][] {
  let next = 0;
  return clauses.map(({ start, text }) => {
    const inside: T[] = [];
    for (let item = found[next]; item && item.start < start + text.length; item = found[++next]) inside.push(item);
    return inside;
  });
}

/** A comma between digits groups them; "钱都给了怎么还发" turns from a statement into a complaint at 怎么. */
const breaks =
  /[，。;!?~]+|,(?!\d{3})|\.(?=\s|$)|\.{2,}|(?=怎么(?:还|又)|为什么还|但是?)|(?<=[了吧啊呢哦急]|别催|放心|已经还过)(?=我(?:[今明后]|下|周|月|过|马上|会|一定|已经|没|\d|肯定|保证|尽快)|别(?:再)?(?:催|打|发|烦)|不要(?:再)?(?:催|打|发))|(?= but | why | so i\b| so i'll\b| instead i)|(?<=不是[\d一二三四五六七八九十明后今下周月天号日]{1,6})(?=是)/g;
