import type { Questionnaire } from "../domain/checkins/questionnaire.ts";
import { isKnownFact } from "../domain/checkins/known-facts.ts";
import type { Guard } from "../domain/wording/guard.ts";
import { checkinSchema, type ReadCheckin } from "./checkin-schema.ts";
import { compileCheckin, type CompiledCheckin } from "./compile-checkin.ts";
import { parseYaml, type Problem, type YamlFile } from "./yaml-file.ts";
import { loadFolder } from "./yaml-folder.ts";

export interface LoadedCheckins {
  readonly byId: ReadonlyMap<string, Questionnaire>;
  readonly questionnaires: readonly Questionnaire[];
  readonly files: ReadonlyMap<string, YamlFile<unknown>>;
  readonly problems: readonly Problem[];
  /** Who wrote it, where the file says so: somebody else must approve it. */
  readonly writtenBy: ReadonlyMap<string, string>;
}

/**
 * Reads templates/checkins. A questionnaire with problems is left out. Texts are held against `guard`: what a borrower
 * must never read is a problem like any other.
 */
export async function loadCheckins(dir: string, guard?: Guard): Promise<LoadedCheckins> {
  const { byId, files, problems } = await loadFolder(dir, checkinSchema, (read, file) => compileCheckin(read, file, guard));
  const between = [...byId].flatMap(([id, one]) => betweenProblems(one, byId, files.get(id)));
  const bad = new Set(between.map(({ file }) => file));
  const good = [...byId].filter(([id]) => !bad.has(files.get(id)?.file ?? ""));
  return {
    byId: new Map(good.map(([id, { questionnaire }]) => [id, questionnaire])),
    questionnaires: good.map(([, { questionnaire }]) => questionnaire),
    files: new Map([...files].filter(([id]) => good.some(([other]) => other === id))),
    problems: [...problems, ...between],
    writtenBy: new Map(good.flatMap(([id, { writtenBy }]) => (writtenBy === undefined ? [] : [[id, writtenBy]]))),
  };
}

/**
 * One version as it was kept, or as somebody drafts it; `file` is what problems call it. Facts of other questionnaires
 * are not known here: names of facts are not checked.
 */
export function readCheckin(source: string, file: string, guard?: Guard): { readonly questionnaire?: Questionnaire; readonly problems: readonly Problem[] } {
  const read: YamlFile<ReadCheckin> = parseYaml(file, Buffer.from(source), checkinSchema);
  if (!read.value) return { problems: read.problems };
  const made = compileCheckin(read.value, read, guard);
  return "value" in made ? { questionnaire: made.value.questionnaire, problems: [] } : made;
}

/** Facts that nobody asserts, and facts in two units. */
function betweenProblems(one: CompiledCheckin, all: ReadonlyMap<string, CompiledCheckin>, file: YamlFile<unknown> | undefined): Problem[] {
  if (!file) throw new Error("a questionnaire without its file");
  const others = [...all.values()].map(({ questionnaire }) => questionnaire);
  const asserted = new Set(others.flatMap(({ questions }) => questions.flatMap(({ fact }) => (fact ? [fact.name] : []))));
  const unknown = one.facts
    .filter(({ name }) => !isKnownFact(name, asserted))
    .map(({ name, at }) => file.problem(at, `${at.map(String).join(".")}: nobody asserts a fact ${name}`));
  const twoUnits = one.questionnaire.questions.flatMap(({ fact }, i) => {
    if (!fact) return [];
    const other = others.find(({ questions }) => questions.some((question) => question.fact?.name === fact.name && question.fact.unit !== fact.unit));
    return other ? [file.problem(["questions", i, "fact"], `questions.${String(i)}.fact: ${fact.name} has another unit in ${other.id}`)] : [];
  });
  return [...unknown, ...twoUnits];
}
