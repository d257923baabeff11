import { conceptsOf } from "../concepts/concepts-of.ts";
import { concepts } from "../concepts/concept.ts";
import { cuesOf } from "../cues.ts";
import type { FoundAmount } from "../amounts.ts";
import type { FoundDate } from "../dates.ts";
import { matchesOf } from "../matches.ts";
import type { Signals } from "../signals.ts";
import { hashOf, join } from "./feature-hash.ts";

/**
 * What the linear model sees of a text: runs of one to three tokens (a Chinese character, an English word, a date, a sum,
 * a mark), which rules fired, and what was asked. Dates and sums stand as one token each, so that "15号还3000" and
 * "月底还五百" look alike. Each is the hash of what it is; its words are told only where somebody asks (`wordsOf`).
 */
export interface Features {
  /** Distinct, in the order in which they were found. */
  readonly hashes: readonly number[];
  /** From here on: rules, cues and circumstances, which are no words of the text. */
  readonly clues: number;
  /** From here on rules and cues alone, which the model keeps however seldom they fire. */
  readonly rules: number;
  readonly tokens: readonly string[];
  readonly tokenHashes: readonly number[];
}

export function featuresOf(signals: Signals): Features {
  const tokens = tokensOf(masked(signals));
  const tokenHashes = tokens.slice(0, maxTokens + 1).map(tokenHash);
  const seen = new Set<number>();
  addRuns(tokenHashes, seen);
  for (const token of tokens) if (token.length > 3 && token < "{") addTrigrams(token, seen);
  addConcepts(tokens, seen);
  const clues = seen.size;
  addCircumstances(signals, seen);
  const rules = seen.size;
  addRules(signals, seen);
  return { hashes: [...seen], clues, rules, tokens, tokenHashes };
}

/** A feature in the words it was made of; undefined for what is no run of words. */
export function wordsOf({ tokens, tokenHashes }: Features, hash: number): string | undefined {
  let before = 0;
  let last = edge;
  for (let i = 0; i <= tokenHashes.length && i <= maxTokens; i++) {
    const own = tokenHashes[i] ?? end;
    const pair = join(last, own);
    if (own === hash) return tokens[i];
    if (pair === hash) return `${tokens[i - 1] ?? "^"} ${tokens[i] ?? "$"}`;
    if (i > 0 && join(before, own) === hash) return `${tokens[i - 2] ?? "^"} ${tokens[i - 1] ?? "^"} ${tokens[i] ?? "$"}`;
    before = pair;
    last = own;
  }
  return undefined;
}
const tokenHash = (token: string): number => hashOf(token);

function addRuns(tokenHashes: readonly number[], seen: Set<number>): void {
  let before = 0;
  let last = edge;
  for (let i = 0; i <= tokenHashes.length && i <= maxTokens; i++) {
    const own = tokenHashes[i] ?? end;
    const pair = join(last, own);
    if (i < tokenHashes.length) seen.add(own);
    seen.add(pair);
    if (i > 0) seen.add(join(before, own));
    before = pair;
    last = own;
  }
}

const [edge, end] = [hashOf("^"), hashOf("$")];

/** Runs of three letters: what slips of the pen, and languages that build words from parts (nime-lipa, nag-bayad), share. */
function addTrigrams(token: string, seen: Set<number>): void {
  const length = Math.min(token.length, 16);
  let [a, b] = [0, 0x3c];
  for (let i = 0; i <= length; i++) {
    const c = i === length ? 0x3e : token.charCodeAt(i);
    if (i > 0) seen.add(join(letters, Math.imul(Math.imul(a, 256) + b, 256) + c));
    a = b;
    b = c;
  }
}
const letters = hashOf("~");

/** Kinds of words, alone and in pairs of near neighbours: what holds across languages and wordings. */
function addConcepts(tokens: readonly string[], seen: Set<number>): void {
  const found = conceptsOf(tokens.length > maxTokens ? tokens.slice(0, maxTokens) : tokens);
  for (let i = 0; i < found.length; i++) {
    for (const name of found[i] ?? []) {
      const one = conceptHashes[name] ?? 0;
      seen.add(one);
      for (let j = i + 1; j <= i + 3 && j < found.length; j++) for (const after of found[j] ?? []) seen.add(join(one, conceptHashes[after] ?? 0));
    }
  }
}
const conceptHashes = concepts.map((name) => hashOf(`%${name}`));

/** A message is a few words; what follows after these changes nothing, and keeps the work bounded. */
const maxTokens = 120;

function addCircumstances({ ranked, asked, yes, dates, amounts, text, length }: Signals, seen: Set<number>): void {
  const size = length <= 4 ? "xs" : length <= 10 ? "s" : length <= 24 ? "m" : "l";
  const said = yes === undefined ? "?" : yes ? "yes" : "no";
  seen.add(hashOf("@size", size));
  seen.add(hashOf("@date", dates.length === 0 ? "no" : dates.every((date) => date.fuzzy) ? "fuzzy" : "firm"));
  seen.add(hashOf("@sum", amounts.length === 0 ? "no" : "yes"));
  if (asked) {
    seen.add(hashOf("@asked", asked));
    seen.add(join(hashOf("@asked", asked), hashOf(said, size)));
  } else seen.add(hashOf("@free", said));
  if (/[?？]|[吗么]$/.test(text)) seen.add(hashOf("@question"));
  if (ranked.length > 1) seen.add(join(hashOf("@2", ranked[0]), hashOf("@2", ranked[1])));
}

function addRules({ hits, hints, ranked, text }: Signals, seen: Set<number>): void {
  for (const { intent, rule, weak } of hits) {
    seen.add(hashOf(weak ? "#-" : "#", intent));
    seen.add(join(hashOf("#/", intent), hashOf(rule)));
  }
  for (const { intent } of hints) seen.add(hashOf("#?", intent));
  seen.add(hashOf("#1", ranked[0]));
  for (const intent of cuesOf(text)) seen.add(hashOf("#~", intent));
}

function masked({ text, dates, amounts }: Signals): string {
  if (dates.length === 0 && amounts.length === 0) return text;
  let out = "";
  let at = 0;
  let [d, a] = [0, 0];
  while (d < dates.length || a < amounts.length) {
    const [date, amount] = [dates[d], amounts[a]];
    const first = earlier(date, amount);
    if (first === date) d += 1;
    else a += 1;
    if (first === undefined || first.start < at) continue;
    out += text.slice(at, first.start) + (first === date ? (date.fuzzy ? "Ⓕ" : "Ⓓ") : "Ⓐ");
    at = first.end;
  }
  return out + text.slice(at);
}

const earlier = (date: FoundDate | undefined, amount: FoundAmount | undefined): FoundDate | FoundAmount | undefined =>
  date && (!amount || date.start <= amount.start) ? date : amount;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (const [raw] of matchesOf(token, text.length > 600 ? text.slice(0, 600) : text)) {
    const code = raw.charCodeAt(0);
    tokens.push(code >= 0x30 && code <= 0x39 ? "0" : breaks.test(raw) ? "," : raw);
  }
  return tokens;
}
const breaks = /^[，,。.;~\s]/;
const token = /[a-z]+(?:'[a-z]+)?|\d[\d,.]*|[\u4e00-\u9fff]|[ⒹⒻⒶ]|[?!]|[，,。.;~]+|\p{Extended_Pictographic}/gu;
