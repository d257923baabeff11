/**
 * One spelling for what people type in many: NFKC (full-width digits), lower case, Simplified Chinese, single spaces.
 * Every UTF-16 unit of the result remembers where it came from, so that evidence points into the borrower's own words.
 */
import { Converter } from "opencc-js/t2cn";

export interface Normalised {
  readonly text: string;
  /** The span of the original that `[start, end)` of `text` was made from. */
  readonly original: (start: number, end: number) => { readonly start: number; readonly end: number };
}

export function normalise(text: string): Normalised {
  let folded = "";
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const point of text) {
    const piece = fold(point, folded.endsWith(" "));
    for (let i = 0; i < piece.length; i++) {
      starts.push(at);
      ends.push(at + point.length);
    }
    folded += piece;
    at += point.length;
  }
  return {
    text: folded.replace(han, simplify),
    original: (start, end) => {
      const first = starts[start] ?? text.length;
      return { start: first, end: Math.max(first, ends[end - 1] ?? first) };
    },
  };
}

function fold(point: string, afterSpace: boolean): string {
  if (invisible.test(point)) return "";
  if (blank.test(point)) return afterSpace ? "" : " ";
  if (kept.has(point)) return point;
  const piece = (quotes.get(point) ?? point).normalize("NFKC").toLowerCase();
  // U+FDFA alone becomes 18 characters: a short message must not grow into a long one.
  return piece.length > 4 ? point : piece;
}

/** Offsets need as many units out as in; where a phrase would change length, its characters are converted one by one. */
function simplify(run: string): string {
  const whole = toSimplified(run);
  if (whole.length === run.length) return whole;
  return Array.from(run, (c) => (toSimplified(c).length === c.length ? toSimplified(c) : c)).join("");
}

const toSimplified = Converter({ from: "tw", to: "cn" });
const han = /\p{Script=Han}+/gu;
const invisible = /[\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]|[\u{1f3fb}-\u{1f3ff}]/u;
// eslint-disable-next-line no-control-regex -- NUL and its kin arrive in real messages.
const blank = /[\s\u0000-\u001f\u007f]/u;
/** NFKC makes "，" an ASCII comma, and "500，600明天" would read as one number. */
const kept = new Set(["，"]);
const quotes = new Map([["’", "'"], ["‘", "'"], ["`", "'"], ["´", "'"], ["“", "\""], ["”", "\""]]);
