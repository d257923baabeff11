/**
 * One text as a borrower's eye reads it, whatever tricks stand in it: full-width, Traditional, invisible signs, letters
 * of other alphabets, spaced-out words, signs and emoji in between, digits for letters. Every unit of a reading
 * remembers where it came from, so that a finding points into the text as it was written.
 */
import { Converter } from "opencc-js/t2cn";
import { lookalikes, typedFor } from "./lookalikes.ts";

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Reading {
  readonly text: string;
  /** Where `[start, end)` of this reading stands in the text as written. */
  original(start: number, end: number): Span;
}

/** `han`: Chinese with nothing between the characters but the signs that end a clause; `words`: for letters, each a way to read the same text. */
export interface Readings {
  readonly han: Reading;
  readonly words: readonly Reading[];
}

interface Unit extends Span {
  readonly as: string;
}

export function readingsOf(text: string): Readings {
  const units = simplified(fold(text));
  const joined = unspaced(units);
  const words = [joined, ...undisguised(joined)].map((each) => reading(oneSpace(each), text.length));
  return { han: reading(tight(units), text.length), words };
}

function fold(text: string): Unit[] {
  const units: Unit[] = [];
  let start = 0;
  for (const point of text) {
    const end = start + point.length;
    for (const as of letters(point)) units.push({ as, start, end });
    start = end;
  }
  return units;
}

/** Lower case, without what cannot be seen, and without tone and accent marks. */
function letters(point: string): string {
  if (invisible.test(point)) return "";
  if (blank.test(point)) return point === "\n" ? "\n" : " ";
  const known = lookalikes.get(point) ?? lookalikes.get(point.toLowerCase());
  if (known !== undefined) return known;
  const folded = point.normalize("NFKC").toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  // U+FDFA alone becomes 18 characters: no text may grow into a long one.
  return folded.length > 4 ? point : Array.from(folded, (each) => lookalikes.get(each) ?? each).join("");
}

function simplified(units: readonly Unit[]): Unit[] {
  const text = units.map(({ as }) => as).join("");
  if (!/\p{Script=Han}/u.test(text)) return [...units];
  // Units are single UTF-16 units or pairs: converted run by run where the length stays, else one by one.
  const whole = toSimplified(text);
  if (whole.length === text.length) {
    let at = 0;
    return units.map((unit) => ({ ...unit, as: whole.slice(at, (at += unit.as.length)) }));
  }
  return units.map((unit) => ({ ...unit, as: toSimplified(unit.as) }));
}

/** "p o l i c e", "l.e.g.a.l": at least three letters with one and the same sign between them. */
function unspaced(units: readonly Unit[]): Unit[] {
  const text = flat(units);
  const drop = new Set<number>();
  for (const { 0: match, index } of text.matchAll(/(?<![a-z0-9@$])[a-z](?:([ .*_\-/|·,~])[a-z0-9@$](?:\1[a-z0-9@$])+)(?![a-z0-9@$])/g))
    for (let i = index + 1; i < index + match.length; i += 2) drop.add(i);
  return drop.size === 0 ? [...units] : units.filter((_, i) => !drop.has(i));
}

/** Signs inside words taken out, digits read as the letters that they stand for; nothing where nothing is disguised. */
function undisguised(units: readonly Unit[]): Unit[][] {
  const text = flat(units);
  const inside = signsInWords(text);
  const plain = units.filter((_, i) => !inside[i]);
  const bare = flat(plain);
  const readAs = (as: ReadonlyMap<string, string>): Unit[] => {
    const changed = new Map<number, string>();
    for (const { 0: token, index } of bare.matchAll(/[a-z0-9@$!|]*[a-z][a-z0-9@$!|]*/g))
      if (/[0-9@$!|]/.test(token)) Array.from(token).forEach((c, i) => changed.set(index + i, as.get(c) ?? c));
    return plain.map((unit, i) => ({ ...unit, as: changed.get(i) ?? unit.as }));
  };
  if (/[a-z][0-9@$!|]|[0-9@$!|][a-z]/.test(bare)) return [readAs(typedFor.i), readAs(typedFor.l)];
  return bare === text ? [] : [plain];
}

/** Which signs have a letter or digit before and a letter after them, with nothing but signs between. */
function signsInWords(text: string): boolean[] {
  const inside = Array.from({ length: text.length }, () => false);
  let run = -1;
  for (let i = 0; i <= text.length; i++) {
    if (sign.test(text[i] ?? "")) {
      if (run < 0) run = i;
      continue;
    }
    if (run > 0 && /[a-z0-9]/.test(text[run - 1] ?? "") && /[a-z]/.test(text[i] ?? "")) inside.fill(true, run, i);
    run = -1;
  }
  return inside;
}

const oneSpace = (units: readonly Unit[]): Unit[] => units.filter(({ as }, i) => !(as === " " && units[i - 1]?.as === " "));

/** Between Chinese characters only what ends a clause is left; a full stop stays between digits. */
function tight(units: readonly Unit[]): Unit[] {
  return units.filter(({ as }, i) => {
    if (as === ".") return /\d/.test(units[i - 1]?.as ?? "") && /\d/.test(units[i + 1]?.as ?? "");
    return /[\p{L}\p{N}\n,，。！？；：!?;:%¥]/u.test(as);
  });
}

/** One character for each unit, so that places in it are places among the units. */
const flat = (units: readonly Unit[]): string => units.map(({ as }) => (as.length === 1 ? as : pictograph)).join("");

function reading(units: readonly Unit[], length: number): Reading {
  const text = units.map(({ as }) => as).join("");
  const at: Unit[] = units.flatMap((unit) => Array.from({ length: unit.as.length }, () => unit));
  return {
    text,
    original(start, end) {
      const from = at[start]?.start ?? length;
      return { start: from, end: Math.max(from, at[end - 1]?.end ?? from) };
    },
  };
}

const toSimplified = Converter({ from: "tw", to: "cn" });
const invisible = /[\p{Cf}\p{Mn}\p{Me}\u115f\u1160\u2800\u3164\uffa0]|[\u{1f3fb}-\u{1f3ff}]/u;
// NUL and its kin arrive in real texts.
const blank = /[\s\u0000-\u001f\u007f]/u;
/** What may stand inside a word that hides: signs, and any emoji. */
const pictograph = "☃";
const sign = /[*_.\-|·~^+=#☃/\\]|\p{So}|\p{Sk}/u;
