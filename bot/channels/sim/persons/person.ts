import { randomOf } from "./random.ts";

/** How a simulated borrower takes a reminder. */
export type Temperament = "prompt" | "promiser" | "asks_for_time" | "disputer" | "wants_person" | "silent" | "noise" | "wrong_person";

export interface Person {
  readonly address: string;
  readonly seed: number;
  readonly temperament: Temperament;
}

/** The person behind an address: always the same one for the same seed. */
export function createPerson(address: string, seed: number): Person {
  let at = randomOf(`${seed} ${address}`)() * 100;
  for (const [temperament, percent] of shares) {
    at -= percent;
    if (at < 0) return { address, seed, temperament };
  }
  return { address, seed, temperament: "silent" };
}

/** In percent of all persons: enough of each kind that a demo book of a hundred shows every one. */
export const shares: readonly (readonly [Temperament, number])[] = [
  ["prompt", 28],
  ["promiser", 28],
  ["asks_for_time", 12],
  ["disputer", 6],
  ["wants_person", 5],
  ["silent", 12],
  ["noise", 5],
  ["wrong_person", 4],
];
