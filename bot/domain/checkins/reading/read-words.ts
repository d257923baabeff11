import type { Question } from "../questionnaire.ts";
import type { CheckinWorld } from "../run.ts";
import { plain } from "../answer-text.ts";
import { answered, type Reading } from "./reading.ts";
import type { Said } from "./said.ts";

/** Free text: anything that has a word. */
export function readText(of: Said, { mostCharacters }: Extract<Question, { type: "text" }>, world: CheckinWorld): Reading | undefined {
  const text = of.raw.trim();
  if (!word.test(text)) return undefined;
  if (Array.from(text).length > mostCharacters) return { is: "outside", expected: "text_most", least: "none", most: plain(mostCharacters, world) };
  return answered({ type: "text", text }, "part");
}

/** A place in words; "yes" and "here" name none. */
export function readLocation(of: Said): Reading | undefined {
  const text = of.raw.trim();
  const letters = text.replace(/[^\p{L}\p{N}]/gu, "");
  return letters.length < leastOfPlace || of.asks || nowhere.test(of.mended) ? undefined : answered({ type: "location", text }, "part");
}

const word = /[\p{L}\p{N}]/u;
const leastOfPlace = 3;
const nowhere = /^(?:这里|这儿|老地方|在家|家里|店里|没有|不知道|好的|可以|here|there|athome|home|none|yes|nope|okay)$/;
