/**
 * What a text must hold for a pattern to match: read from the pattern itself, so that no rule needs to say it twice. Of
 * the parts of a sequence the rarest is asked for, of alternatives all of theirs.
 */
import { gramKey } from "./grams.ts";

/** Runs of which at least one occurs wherever the pattern matches; undefined where nothing is sure. */
type Need = readonly string[] | undefined;

/** Keys for `mayHold`; undefined where the pattern may match anything. */
export function patternNeeds({ source, flags }: RegExp): Int32Array | undefined {
  if (flags.includes("i")) return undefined;
  const needs = new Reader(source).alternatives();
  return needs === undefined || rarity(needs) > commonest ? undefined : Int32Array.from(new Set(needs), gramKey);
}

/** Above it nearly every text holds one of them, and asking is wasted. */
const commonest = 1.5;

const latin = /^[ -~]+$/;
/** Roughly how often a text holds a run: letters are everywhere, characters rare, longer runs rarer. */
const often = (run: string): number => (latin.test(run) ? ([0.6, 0.06, 0.006][run.length - 1] ?? 1) : ([0.02, 0.002, 0.001][run.length - 1] ?? 1));
const rarity = (runs: readonly string[]): number => runs.reduce((sum, run) => sum + often(run), 0);
const rarer = (a: Need, b: Need): Need => (a === undefined ? b : b === undefined ? a : rarity(a) <= rarity(b) ? a : b);

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  alternatives(): Need {
    let all: string[] | undefined = [];
    for (;;) {
      const one = this.#sequence();
      all = one === undefined || all === undefined ? undefined : [...all, ...one];
      if (this.#source[this.#at] !== "|") return all;
      this.#at += 1;
    }
  }

  #sequence(): Need {
    let best: Need;
    let run = "";
    const flush = (): void => {
      if (run !== "") best = rarer(best, [run.slice(0, 3)]);
      for (let i = 1; i + 3 <= run.length; i++) best = rarer(best, [run.slice(i, i + 3)]);
      run = "";
    };
    while (this.#at < this.#source.length && this.#source[this.#at] !== "|" && this.#source[this.#at] !== ")") {
      const { literal, need } = this.#piece();
      const { least, once } = this.#quantifier();
      if (literal !== undefined && once) {
        run += literal;
        continue;
      }
      flush();
      if (least > 0) best = rarer(best, literal === undefined ? need : [literal]);
    }
    flush();
    return best;
  }

  /** One literal character, or anything else with what it needs. */
  #piece(): { readonly literal?: string; readonly need?: Need } {
    const c = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += c.length;
    if (c === "(") return { need: this.#group() };
    if (c === "[") return { need: this.#class() };
    if (c === "\\") return this.#escape();
    return c === "." || c === "^" || c === "$" ? {} : { literal: c };
  }

  #group(): Need {
    const look = /^\?(?:<[=!]|[=!])/.exec(this.#source.slice(this.#at, this.#at + 3))?.[0];
    this.#at += look?.length ?? /^\?(?::|<[^>]*>)/.exec(this.#source.slice(this.#at, this.#at + 24))?.[0].length ?? 0;
    const inner = this.alternatives();
    this.#at += 1;
    // What is looked at may lie outside of the text that is searched, or must not be there at all.
    return look === undefined ? inner : undefined;
  }

  #class(): Need {
    const end = this.#classEnd();
    const inside = this.#source.slice(this.#at, end);
    this.#at = end + 1;
    return inside.startsWith("^") || /[\\-]/.test(inside) || inside.length > 40 ? undefined : Array.from(inside);
  }

  #classEnd(): number {
    let at = this.#at;
    while (this.#source[at] !== "]") at += this.#source[at] === "\\" ? 2 : 1;
    return at;
  }

  #escape(): { readonly literal?: string } {
    const c = this.#source[this.#at] ?? "";
    this.#at += 1;
    if (c === "u" || c === "p" || c === "P" || c === "k") {
      const rest = /^(?:\{[^}]*\}|<[^>]*>|[\da-f]{4})/i.exec(this.#source.slice(this.#at, this.#at + 60))?.[0] ?? "";
      this.#at += rest.length;
      return c === "u" && rest.length === 4 ? { literal: String.fromCharCode(Number.parseInt(rest, 16)) } : {};
    }
    return /[a-z0-9]/i.test(c) ? {} : { literal: c };
  }

  #quantifier(): { readonly least: number; readonly once: boolean } {
    const found = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.#source.slice(this.#at, this.#at + 12));
    if (!found) return { least: 1, once: true };
    this.#at += found[0].length;
    return { least: found[1] === undefined ? (found[0].startsWith("+") ? 1 : 0) : Number(found[1]), once: false };
  }
}
