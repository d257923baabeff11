import { conceptsOf } from "../concepts/concepts-of.ts";
import { hasCue } from "../cues.ts";
import { intentNames } from "../reply.ts";
import type { Signals } from "../signals.ts";

/**
 * What the linear model sees of a text: runs of one to three tokens (a Chinese character, an English word, a date, a sum,
 * a mark), which rules fired, and what was asked. Dates and sums stand as one token each, so that "15号还3000" and
 * "月底还五百" look alike.
 */
export function featuresOf(signals: Signals, known: Known = everything): string[] {
  const tokens = tokensOf(masked(signals));
  const seen = new Set<string>();
  let before = "";
  let pairBefore = "";
  for (let i = 0; i <= tokens.length && i <= maxTokens; i++) {
    const [b, c] = [tokens[i - 1] ?? "^", tokens[i] ?? "$"];
    if (i < tokens.length) seen.add(c);
    const pair = `${b} ${c}`;
    const isKnown = known.has(pair);
    if (isKnown) {
      seen.add(pair);
      // What no example held twice as a pair it cannot hold twice as part of three.
      if (pairBefore !== "") seen.add(`${before} ${pair}`);
    }
    before = b;
    pairBefore = isKnown ? pair : "";
  }
  for (const token of tokens) if (token.length > 3 && token < "{") addTrigrams(token, seen);
  addConcepts(tokens, seen);
  for (const clue of clues(signals)) seen.add(clue);
  for (const intent of intentNames) if (intent !== "unclear" && hasCue(signals.text, intent)) seen.add(`#~${intent}`);
  return [...seen];
}

/** Runs of three letters: what slips of the pen, and languages that build words from parts (nime-lipa, nag-bayad), share. */
function addTrigrams(token: string, seen: Set<string>): void {
  const word = `<${token.slice(0, 16)}>`;
  for (let i = 0; i + 3 <= word.length; i++) seen.add(`~${word.slice(i, i + 3)}`);
}

/** Kinds of words, alone and in pairs of near neighbours: what holds across languages and wordings. */
function addConcepts(tokens: readonly string[], seen: Set<string>): void {
  const found = conceptsOf(tokens.slice(0, maxTokens));
  for (const [i, names] of found.entries()) {
    for (const name of names) {
      seen.add(`%${name}`);
      for (let j = i + 1; j <= i + 3 && j < found.length; j++) for (const after of found[j] ?? []) seen.add(`%${name}>${after}`);
    }
  }
}

/** Which features a model has weights for; others need not be made. */
export interface Known {
  has(feature: string): boolean;
}
const everything: Known = { has: () => true };

/** A message is a few words; what follows after these changes nothing, and keeps the work bounded. */
const maxTokens = 120;

function clues({ hits, hints, ranked, asked, yes, dates, amounts, text, length }: Signals): string[] {
  const found = hits.map(({ intent, rule, weak }) => [`#${intent}${weak ? "-" : ""}`, `#${intent}/${rule}`]).flat();
  const size = length <= 4 ? "xs" : length <= 10 ? "s" : length <= 24 ? "m" : "l";
  return [
    ...found,
    ...hints.map(({ intent }) => `#?${intent}`),
    `#1 ${ranked[0] ?? ""}`,
    ...(ranked.length > 1 ? [`#2 ${ranked[0] ?? ""} ${ranked[1] ?? ""}`] : []),
    `@size ${size}`,
    `@date ${dates.length === 0 ? "no" : dates.every((date) => date.fuzzy) ? "fuzzy" : "firm"}`,
    `@sum ${amounts.length === 0 ? "no" : "yes"}`,
    ...(asked ? [`@asked ${asked}`, `@asked ${asked} ${yes === undefined ? "?" : String(yes)} ${size}`] : [`@free ${yes === undefined ? "?" : String(yes)}`]),
    ...(/[?？]|[吗么]$/.test(text) ? ["@question"] : []),
  ];
}

function masked({ text, dates, amounts }: Signals): string {
  const spans = [...dates.map((date) => ({ ...date, mark: date.fuzzy ? "Ⓕ" : "Ⓓ" })), ...amounts.map((amount) => ({ ...amount, mark: "Ⓐ" }))].toSorted(
    (a, b) => a.start - b.start,
  );
  let out = "";
  let at = 0;
  for (const { start, end, mark } of spans) {
    if (start < at) continue;
    out += text.slice(at, start) + mark;
    at = end;
  }
  return out + text.slice(at);
}

const tokensOf = (text: string): string[] =>
  Array.from(text.slice(0, 600).matchAll(token), ([raw]) => (/^\d/.test(raw) ? "0" : /^[，,。.;~\s]+$/.test(raw) ? "," : raw));
const token = /[a-z]+(?:'[a-z]+)?|\d[\d,.]*|[\u4e00-\u9fff]|[ⒹⒻⒶ]|[?!]|[，,。.;~]+|\p{Extended_Pictographic}/gu;
