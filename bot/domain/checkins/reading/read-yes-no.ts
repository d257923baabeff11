import { findYesNo, yesNo } from "../../replies/yes-no.ts";
import { answered, type Reading } from "./reading.ts";
import type { Said } from "./said.ts";

export function readYesNo(of: Said): Reading | undefined {
  const plain = words.get(of.bare);
  if (plain !== undefined) return answered({ type: "yes_no", yes: plain }, "exact");
  const short = yesNo(of.normal);
  if (short !== undefined) return answered({ type: "yes_no", yes: short }, /^[\d\s]+$/.test(of.normal) ? "whole" : rest.test(of.normal) ? "part" : "whole");
  const found = findYesNo(of.normal);
  return found === undefined ? undefined : answered({ type: "yes_no", yes: found }, "part");
}

/** Something is said after the first clause. */
const rest = /[，,。.;!~]\s*\S/;

/** What nearly everybody writes. */
const words: ReadonlyMap<string, boolean> = new Map([
  ...["是", "是的", "对", "有", "有的", "会", "能", "可以", "yes", "y", "yeah", "yep"].map((word) => [word, true] as const),
  ...["不是", "没有", "没", "不", "不会", "不能", "否", "不对", "no", "nope"].map((word) => [word, false] as const),
]);
