import type { Helpline, Policy } from "./policy.ts";

/** Whom a borrower in distress may call, by all packs that hold for them, each number once. None where no pack knows one. */
export function helplinesOf({ layers }: Pick<Policy, "layers">): Helpline[] {
  const all = layers.flatMap(({ helplines = [] }) => helplines);
  return all.filter(({ number }, i) => all.findIndex((other) => other.number === number) === i);
}
