/**
 * One spelling for what people type in many: NFKC (full-width digits), lower case, Simplified Chinese, single spaces,
 * slips mended (spelling.ts). Every UTF-16 unit of the result remembers where it came from, so that evidence points into
 * the borrower's own words.
 */
import { Converter } from "opencc-js/t2cn";
import { gramsOf, mayHold } from "./grams.ts";
import { matchesOf } from "./matches.ts";
import { patternNeeds } from "./pattern-needs.ts";
import { rewrites } from "./spelling.ts";

export interface Normalised {
  readonly text: string;
  /** The span of the original that `[start, end)` of `text` was made from. */
  readonly original: (start: number, end: number) => { readonly start: number; readonly end: number };
}

/** Text under way: each unit with the start and end in the original; without them every unit is its own origin. */
interface Traced {
  readonly text: string;
  readonly starts?: readonly number[];
  readonly ends?: readonly number[];
}

export function normalise(text: string): Normalised {
  const folded = plain.test(text) ? { text: text.toLowerCase() } : foldAll(text);
  let traced: Traced = { ...folded, text: folded.text.replace(han, simplify) };
  let grams = gramsOf(traced.text);
  for (const { pattern, by, only, needs } of guarded) {
    if ((grams && needs && !mayHold(grams, needs)) || (only && !only.test(traced.text))) continue;
    const matches = matchesOf(pattern, traced.text);
    if (matches.length === 0) continue;
    traced = rewrite(traced, matches, by);
    grams = gramsOf(traced.text);
  }
  const { starts, ends } = traced;
  return {
    text: traced.text,
    original: (start, end) => {
      const first = starts ? (starts[start] ?? text.length) : Math.min(start, text.length);
      return { start: first, end: Math.max(first, ends ? (ends[end - 1] ?? first) : Math.min(end, text.length)) };
    },
  };
}

/** Most messages: nothing in them but what folding would only lower the case of. */
const plain = /^(?! )(?:[!-_a-~\u4e00-\u9fff，。](?<![週禮係尋両兩號])| (?! ))*$/;

function foldAll(text: string): Traced {
  const pieces: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  let afterSpace = false;
  for (const point of text) {
    const piece = fold(point, afterSpace);
    for (let i = 0; i < piece.length; i++) {
      starts.push(at);
      ends.push(at + point.length);
    }
    if (piece !== "") {
      pieces.push(piece);
      afterSpace = piece === " ";
    }
    at += point.length;
  }
  return { text: pieces.join(""), starts, ends };
}

function fold(point: string, afterSpace: boolean): string {
  if (point >= "a" && point <= "z") return point;
  if (invisible.test(point)) return "";
  if (blank.test(point)) return afterSpace ? "" : " ";
  if (kept.has(point)) return point;
  const piece = (variants.get(point) ?? point).normalize("NFKC").toLowerCase();
  // U+FDFA alone becomes 18 characters: a short message must not grow into a long one.
  return piece.length > 4 ? point : piece;
}

/** What a slip was typed as is the origin of every unit of its mending. */
function rewrite(
  { text, starts, ends }: Traced,
  matches: readonly RegExpExecArray[],
  by: (groups: Readonly<Record<string, string | undefined>>) => string,
): Traced {
  const pieces: string[] = [];
  const [newStarts, newEnds]: [number[], number[]] = [[], []];
  let at = 0;
  const startOf = (i: number): number => starts?.[i] ?? i;
  const endOf = (i: number): number => ends?.[i] ?? i + 1;
  const copy = (to: number): void => {
    pieces.push(text.slice(at, to));
    for (; at < to; at++) {
      newStarts.push(startOf(at));
      newEnds.push(endOf(at));
    }
  };
  for (const match of matches) {
    if (match[0] === "") continue;
    copy(match.index);
    const end = match.index + match[0].length;
    const meaning = by(match.groups ?? {});
    pieces.push(meaning);
    for (let i = 0; i < meaning.length; i++) {
      newStarts.push(startOf(at));
      newEnds.push(endOf(end - 1));
    }
    at = end;
  }
  copy(text.length);
  return { text: pieces.join(""), starts: newStarts, ends: newEnds };
}

/** What each character is by itself, once it was asked: 1 stays as it is, 2 changes. Most messages have none that does. */
const known = new Uint8Array(65_536);

function alreadySimple(run: string): boolean {
  for (let i = 0; i < run.length; i++) {
    const code = run.charCodeAt(i);
    const kind = known[code] || (known[code] = toSimplified(run.charAt(i)) === run.charAt(i) ? 1 : 2);
    if (kind === 2) return false;
  }
  return true;
}

/** Offsets need as many units out as in; where a phrase would change length, its characters are converted one by one. */
function simplify(run: string): string {
  if (alreadySimple(run)) return run;
  const whole = toSimplified(run);
  if (whole.length === run.length) return whole;
  return Array.from(run, (c) => (toSimplified(c).length === c.length ? toSimplified(c) : c)).join("");
}

const guarded = rewrites.map((one) => ({ ...one, needs: patternNeeds(one.pattern) }));

const toSimplified = Converter({ from: "tw", to: "cn" });
const han = /\p{Script=Han}+/gu;
const invisible = /[\u200b-\u200f]|\u2060|[\ufe00-\ufe0f]|\ufeff|[\u{1f3fb}-\u{1f3ff}]/u;
// NUL and its kin arrive in real messages.
const blank = /[\s\u0000-\u001f\u007f]/u;
/** NFKC makes "，" an ASCII comma, and "500，600明天" would read as one number. */
const kept = new Set(["，"]);
/** Look-alikes that NFKC leaves apart: quotes, dashes, and 週 which OpenCC turns into 周 only in some words. */
const variants = new Map([
  ["’", "'"],
  ["‘", "'"],
  ["`", "'"],
  ["´", "'"],
  ["“", '"'],
  ["”", '"'],
  ["—", "-"],
  ["–", "-"],
  ["－", "-"],
  ["ー", "-"],
  ["−", "-"],
  ["～", "~"],
  ["、", "，"],
  ["週", "周"],
  ["禮", "礼"],
  ["係", "係"],
  ["尋", "寻"],
  ["両", "两"],
  ["兩", "两"],
  ["㈠", "一"],
  ["號", "号"],
]);
