/** The cheap look before a pattern never hides what the pattern itself would find. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { datesEn } from "../../../bot/domain/replies/dates-en.ts";
import { datesZh } from "../../../bot/domain/replies/dates-zh.ts";
import { gramKey, gramsOf, mayHold } from "../../../bot/domain/replies/grams.ts";
import { intentsBroadEn, intentsBroadZh } from "../../../bot/domain/replies/intents-broad.ts";
import { intentsEn } from "../../../bot/domain/replies/intents-en.ts";
import { intentsZh } from "../../../bot/domain/replies/intents-zh.ts";
import { normalise } from "../../../bot/domain/replies/normalise.ts";
import { patternNeeds } from "../../../bot/domain/replies/pattern-needs.ts";
import { broadEn, broadZh } from "../../../bot/domain/replies/safety-broad.ts";
import { safetyEn } from "../../../bot/domain/replies/safety-en.ts";
import { safetyZh } from "../../../bot/domain/replies/safety-zh.ts";
import { rewrites } from "../../../bot/domain/replies/spelling.ts";

const patterns = [
  ...[datesEn, datesZh].flat(),
  ...[intentsBroadEn, intentsBroadZh, intentsEn, intentsZh, broadEn, broadZh, safetyEn, safetyZh].flat(),
  ...rewrites,
].map(({ pattern }) => new RegExp(pattern.source, pattern.flags.replace("g", "")));

const corpora = resolve(import.meta.dirname, "../../corpora");
const texts = readdirSync(corpora)
  .filter((name) => /^(?:replies|safety).*-dev\.jsonl$/.test(name))
  .flatMap((name) => readFileSync(join(corpora, name), "utf8").trim().split("\n"))
  .map((line) => {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === "object" && parsed !== null && "text" in parsed ? normalise(String(parsed.text)).text : "";
  });

describe("what a pattern needs", () => {
  it("is known for nearly every rule", () => {
    expect(patterns.filter((pattern) => patternNeeds(pattern) !== undefined).length / patterns.length).toBeGreaterThan(0.95);
  });

  it("is there wherever the pattern matches, in every labelled reply", () => {
    const grams = texts.map((text) => gramsOf(text));
    const hidden = patterns.flatMap((pattern) => {
      const needs = patternNeeds(pattern);
      if (!needs) return [];
      return texts.filter((text, i) => {
        const held = grams[i];
        return held !== undefined && !mayHold(held, needs) && pattern.test(text);
      });
    });
    expect(hidden).toEqual([]);
  });

  it.each<[RegExp, readonly string[] | undefined]>([
    [/退订/, ["退订"]],
    [/a(?:bcd|efg)?h/, ["a"]],
    [/(?:别|不要)再?发短信/, ["发短信"]],
    [/stop|unsub\w*/, ["sto", "uns"]],
    [/(?:我)?/, undefined],
    [/[退推]订/, ["订"]],
    [/😀?还/u, ["还"]],
    [/(?<=已经)还(?!没)/, ["还"]],
    [/\u8fd8{0,2}x/, undefined],
    [/icu/i, undefined],
  ])("%s", (pattern, runs) => {
    const needs = patternNeeds(pattern);
    if (runs === undefined) expect(needs === undefined || needs.length === 1).toBe(true);
    else expect([...(needs ?? [])].toSorted()).toEqual(runs.map(gramKey).toSorted());
  });
});
