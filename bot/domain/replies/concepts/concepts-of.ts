import { concepts } from "./concept.ts";
import { wordsEn } from "./words-en.ts";
import { wordsZh } from "./words-zh.ts";

/**
 * The concepts (as places in `concepts`) of a text's tokens (a Chinese character or a Latin word each), in order; a token may carry several. Looked
 * up, not matched: the work is a few table look-ups a token.
 */
export function conceptsOf(tokens: readonly string[]): number[][] {
  const found: number[][] = [];
  for (let i = 0; i < tokens.length;) {
    const token = tokens[i] ?? "";
    const [names, length] = token >= "\u4e00" && token <= "\u9fff" ? chinese(tokens, i) : latin(token, tokens[i + 1]);
    if (names) found.push(names);
    i += length;
  }
  return found;
}

type Found = readonly [names: number[] | undefined, length: number];

function chinese(tokens: readonly string[], at: number): Found {
  let word = "";
  let best: Found = [undefined, 1];
  for (let n = 0; n < longest && at + n < tokens.length; n++) {
    word += tokens[at + n] ?? "";
    const names = zh.get(word);
    if (names) best = [names, n + 1];
    else if (!prefixes.has(word)) break;
  }
  return best;
}

function latin(token: string, next: string | undefined): Found {
  const pair = next === undefined || !firsts.has(token) ? undefined : pairs.get(`${token}_${next}`);
  if (pair) return [pair, 2];
  const whole = en.get(token);
  if (whole) return [whole, 1];
  for (let n = Math.min(token.length, 10); n >= 3; n--) {
    const names = stems.get(token.slice(0, n));
    if (names) return [names, 1];
  }
  return [undefined, 1];
}

const longest = 5;
const [zh, prefixes] = [new Map<string, number[]>(), new Set<string>()];
const [en, pairs, stems] = [new Map<string, number[]>(), new Map<string, number[]>(), new Map<string, number[]>()];
const firsts = new Set<string>();
for (const [concept, name] of concepts.entries()) {
  for (const word of wordsZh[name].split(" ")) {
    put(zh, word, concept);
    for (let n = 1; n < word.length; n++) prefixes.add(word.slice(0, n));
  }
  for (const word of wordsEn[name].split(" ")) {
    if (word.endsWith("*")) put(stems, word.slice(0, -1), concept);
    else put(word.includes("_") ? pairs : en, word, concept);
    if (word.includes("_")) firsts.add(word.slice(0, word.indexOf("_")));
  }
}

function put(table: Map<string, number[]>, word: string, concept: number): void {
  const names = table.get(word);
  if (!names) table.set(word, [concept]);
  else if (!names.includes(concept)) names.push(concept);
}
