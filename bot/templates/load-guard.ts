import { join } from "node:path";
import type { z } from "zod";
import type { Guard, GuardCategory, GuardRule, HowRead } from "../domain/wording/guard.ts";
import { guardSchema, readingSchema } from "./guard-schema.ts";
import { loadFolder } from "./yaml-folder.ts";
import type { Problem, YamlFile, YamlPath } from "./yaml-file.ts";

export interface LoadedGuard {
  /** Undefined: the folder has no category, or there are problems. */
  readonly guard: Guard | undefined;
  readonly problems: readonly Problem[];
}

/** Reads templates/guard and templates/guard/reading. */
export async function loadGuard(dir: string): Promise<LoadedGuard> {
  const reading = await loadFolder(join(dir, "reading"), readingSchema, (read, file) => {
    const problems: Problem[] = [];
    const how = howOf(read, compiler(file, problems, new Map()));
    const lists = new Map(Object.entries(read.lists).map(([name, words]) => [name, `(?:${words.join("|")})`]));
    return problems.length > 0 ? { problems } : { value: { id: read.id, how, lists } };
  });
  const { how, lists } = reading.byId.get("reading") ?? {};
  const categories = await loadFolder(dir, guardSchema, (read, file) => {
    const problems: Problem[] = [];
    const compile = compiler(file, problems, lists ?? new Map());
    const { id, when, why, suggestion } = read;
    const value: GuardCategory = { id, when, why, suggestion, rules: read.rules.map((rule, i) => ruleOf(rule, i, compile)) };
    return problems.length > 0 ? { problems } : { value };
  });
  const problems = [...reading.problems, ...categories.problems];
  if (categories.byId.size > 0 && !how && problems.length === 0)
    problems.push({ file: join(dir, "reading/reading.yaml"), line: 1, column: 1, message: "missing: it says how sentences are read" });
  return { guard: how && problems.length === 0 && categories.byId.size > 0 ? { categories: [...categories.byId.values()], how } : undefined, problems };
}

type Compile = (sources: readonly string[], at: YamlPath, as?: (source: string) => string) => RegExp | undefined;

function ruleOf(rule: z.output<typeof guardSchema>["rules"][number], i: number, compile: Compile): GuardRule {
  const han = compile(rule.zh, ["rules", i, "zh"]);
  const english = compile(rule.en, ["rules", i, "en"], wholeWord);
  const sounds = compile(rule.pinyin, ["rules", i, "pinyin"], pinyin);
  const unless = compile(rule.unless, ["rules", i, "unless"]);
  return {
    han: han ? [han] : [],
    words: [english, sounds].filter((each) => each !== undefined),
    ...(unless && { unless }),
    negatedPasses: rule.negated === "passes",
  };
}

function howOf(read: z.output<typeof readingSchema>, compile: Compile): HowRead {
  const both = (part: "negation" | "conditional" | "passes") => ({
    han: compile(read[part].zh, [part, "zh"]) ?? nothing,
    words: compile(read[part].en, [part, "en"]) ?? nothing,
  });
  return {
    negation: both("negation"),
    conditional: both("conditional"),
    passes: both("passes"),
    quoteBefore: compile([read.quote_before], ["quote_before"]) ?? nothing,
  };
}

const nothing = /(?!)/gu;

/** One expression of all alternatives; undefined where there is none. What does not compile is named with its place. */
function compiler(file: YamlFile<unknown>, problems: Problem[], lists: ReadonlyMap<string, string>): Compile {
  return (sources, at, as = (source) => source) => {
    const good = sources.flatMap((source, i) => {
      const missing: string[] = [];
      const whole = source.replaceAll(/%([a-z_]+)%/g, (_, name: string) => lists.get(name) ?? (missing.push(name), ""));
      const wrong = missing.length > 0 ? `no list ${missing.join(", ")}` : isPattern(whole) ? undefined : "no regular expression";
      if (wrong !== undefined) problems.push(file.problem([...at, i], `${[...at, i].map(String).join(".")}: ${wrong}`));
      return wrong === undefined ? [as(whole)] : [];
    });
    return good.length === 0 ? undefined : new RegExp(good.map((source) => `(?:${source})`).join("|"), "gu");
  };
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, "u").flags === "u";
  } catch {
    return false;
  }
}

/** A line break is a space to a reader. */
const wholeWord = (source: string): string => `(?<![a-z0-9])(?:${source.replaceAll(/\[[^\]]*\]| /g, (part) => (part === " " ? "[ \\n]" : part))})(?![a-z0-9])`;

/** Long ones hardly stand in an English word: they are found inside what was typed without spaces. */
function pinyin(syllables: string): string {
  const joined = syllables.replaceAll("ü", "u").replaceAll(" ", "[ ']?");
  return syllables.replaceAll(" ", "").length >= 6 ? joined : `(?<![a-z])${joined}(?![a-z])`;
}
