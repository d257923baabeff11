/**
 * Which runs of one to three characters a text holds: a look that costs next to nothing and tells of most patterns that
 * they say nothing about it (pattern-needs.ts).
 */
export interface Grams {
  readonly slots: Int32Array;
}

/** Of long texts all is tried instead: so many runs would be dearer to keep than to match. */
const longest = 1_000;

/** Undefined where the text is too long to be worth it. */
export function gramsOf(text: string): Grams | undefined {
  const { length } = text;
  if (length > longest) return undefined;
  let size = 64;
  while (size < length * 8) size *= 2;
  const slots = new Int32Array(size);
  let [before, last] = [0, 0];
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    put(slots, gram(0, 0, code));
    if (i > 0) put(slots, gram(0, last, code));
    if (i > 1) put(slots, gram(before, last, code));
    before = last;
    last = code;
  }
  return { slots };
}

/** True where at least one of these may occur. */
export function mayHold({ slots }: Grams, keys: Int32Array): boolean {
  const mask = slots.length - 1;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? 0;
    for (let at = (key ^ (key >>> 15)) & mask; slots[at] !== 0; at = (at + 1) & mask) if (slots[at] === key) return true;
  }
  return false;
}

/** The key of a run of at most three characters; never 0, which marks an empty slot. */
export const gramKey = (run: string): number =>
  gram(run.length > 2 ? run.charCodeAt(run.length - 3) : 0, run.length > 1 ? run.charCodeAt(run.length - 2) : 0, run.charCodeAt(run.length - 1));

const gram = (a: number, b: number, c: number): number => Math.imul(Math.imul(Math.imul(a, 0x01000193) ^ b, 0x01000193) ^ c, 0x9e3779b1) | 1;

function put(slots: Int32Array, key: number): void {
  const mask = slots.length - 1;
  let at = (key ^ (key >>> 15)) & mask;
  while (slots[at] !== 0 && slots[at] !== key) at = (at + 1) & mask;
  slots[at] = key;
}
