import { hash } from "node:crypto";

const words = 5;
const keyWords = 3;

/**
 * Remembers keys of a file with two numbers (32 bits) each, in at most 80 bytes a key however long the keys are. Keys are told apart by 96 bits of their SHA-256; that two of a
 * million agree has a chance of 10⁻¹⁷.
 */
export class Seen {
  #slots = 1 << 12;
  #table = new Uint32Array(this.#slots * words);
  #size = 0;

  get(key: string): readonly [number, number] | undefined {
    const place = this.#place(digestOf(key));
    return this.#used(place) ? [this.#table[place + 3] ?? 0, this.#table[place + 4] ?? 0] : undefined;
  }

  has(key: string): boolean {
    return this.#used(this.#place(digestOf(key)));
  }

  set(key: string, a = 0, b = 0): void {
    if (this.#size * 2 >= this.#slots) this.#grow();
    const digest = digestOf(key);
    const place = this.#place(digest);
    if (!this.#used(place)) this.#size += 1;
    this.#table.set(digest, place);
    this.#table[place + 3] = a;
    this.#table[place + 4] = b;
  }

  /** Where this key is, or the free slot that it would take. */
  #place(digest: Uint32Array): number {
    for (let slot = (digest[0] ?? 0) % this.#slots; ; slot = (slot + 1) % this.#slots) {
      const place = slot * words;
      if (!this.#used(place) || (this.#table[place] === digest[0] && this.#table[place + 1] === digest[1] && this.#table[place + 2] === digest[2]))
        return place;
    }
  }

  // A digest's second word is never 0 (see digestOf).
  #used(place: number): boolean {
    return this.#table[place + 1] !== 0;
  }

  #grow(): void {
    const old = this.#table;
    this.#slots *= 2;
    this.#table = new Uint32Array(this.#slots * words);
    for (let from = 0; from < old.length; from += words) {
      if (old[from + 1] !== 0) this.#table.set(old.subarray(from, from + words), this.#place(old.subarray(from, from + keyWords)));
    }
  }
}

/** 32 bits of a text's SHA-256. */
export const shortDigest = (text: string): number => hash("sha256", text, "buffer").readUInt32LE(0);

function digestOf(key: string): Uint32Array {
  const bytes = hash("sha256", key, "buffer");
  return Uint32Array.of(bytes.readUInt32LE(0), bytes.readUInt32LE(4) || 1, bytes.readUInt32LE(8));
}
