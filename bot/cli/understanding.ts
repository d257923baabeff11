import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Command } from "commander";
import type { Core } from "../assembly/core.ts";
import { repoRoot } from "../assembly/templates.ts";
import { measureHeldOut, retrain } from "../app/understanding/retrain.ts";
import { safetyClasses, type Figures } from "../domain/replies/model/model-figures.ts";
import { modelToText } from "../domain/replies/model/model-text.ts";
import { trainedFigures } from "../domain/replies/model/trained-figures.ts";
import { trainedModel } from "../domain/replies/model/trained-model.ts";
import { registerCorrections } from "./corrections.ts";
import { loadLessons } from "./load-lessons.ts";

const modelFile = join(repoRoot, "bot/domain/replies/model/trained-model.ts");
const figuresFile = join(repoRoot, "bot/domain/replies/model/trained-figures.ts");

/** `huifang understanding evaluate|train|corrections`: the model of intents, measured and made anew from the examples. */
export function registerUnderstanding(program: Command, connect: () => Promise<Core>): void {
  const group = program.command("understanding").description("the model that tells intents apart, trained from templates/understanding");
  registerCorrections(group, connect);
  group
    .command("evaluate")
    .description("measures on the fixed fifth of the examples that a model of the others has not seen; changes nothing")
    .option("--also <file...>", "further labelled replies (JSON lines), as given to train")
    .option("--json", "the figures as one JSON object")
    .action(async ({ also, json }: { also?: string[]; json?: true }) => {
      const { labelled, hash } = await loadLessons(repoRoot, also ?? []);
      const after = measureHeldOut(labelled);
      if (json) console.log(JSON.stringify({ examples: hash, model: trainedModel.version, before: trainedFigures, after }));
      else console.log(`examples ${hash}, model in use ${trainedModel.version}\n${table(trainedFigures, after)}`);
    });
  group
    .command("train")
    .description("trains anew and keeps the model unless a safety class gets worse")
    .option("--also <file...>", "further labelled replies (JSON lines), such as corrections by officers")
    .option("--json", "the figures as one JSON object")
    .action(async ({ also, json }: { also?: string[]; json?: true }) => {
      const lessons = await loadLessons(repoRoot, also ?? []);
      const made = retrain(lessons, trainedFigures);
      if (json) console.log(JSON.stringify({ examples: lessons.hash, before: made.before, after: made.after, worse: made.worse }));
      else console.log(table(made.before, made.after));
      if (made.worse.length > 0) {
        console.error(`refused: worse at ${made.worse.join(", ")}; the model in use is kept`);
        process.exitCode = 1;
        return;
      }
      await writeFile(modelFile, modelModule(modelToText(made.model)));
      await writeFile(figuresFile, figuresModule(made.after));
      if (!json) console.log(`kept as ${lessons.hash} in ${existsSync(modelFile) ? relative(process.cwd(), modelFile) : modelFile}`);
    });
}

function table(before: Figures | undefined, after: Figures): string {
  const percent = (share: number | undefined): string => (share === undefined ? "–" : `${(100 * share).toFixed(1)}%`);
  const of = (figures: Figures | undefined, name: (typeof safetyClasses)[number]): string =>
    figures ? `${String(figures.recall[name].found)}/${String(figures.recall[name].of)}` : "–";
  const rows: [string, string, string][] = [
    ["", "before", "after"],
    ["texts held out", String(before?.texts ?? "–"), String(after.texts)],
    ["first intent right", percent(before?.top1), percent(after.top1)],
    ["acted upon", percent(before?.coverage), percent(after.coverage)],
    ["of those rightly", percent(before?.precision), percent(after.precision)],
    ["safety as paid/promise", String(before?.dangerous ?? "–"), String(after.dangerous)],
    ...safetyClasses.map((name): [string, string, string] => [`found: ${name}`, of(before, name), of(after, name)]),
  ];
  return rows.map(([name, a, b]) => `${name.padEnd(24)}${a.padStart(10)}${b.padStart(10)}`).join("\n");
}

/** Two long lines: nobody reads them, and a diff of them says nothing. */
const modelModule = (model: ReturnType<typeof modelToText>): string =>
  [
    "/** Made by `npx huifang understanding train`; do not edit. `version` names the examples that it was trained from. */",
    'import type { SerialModel } from "./model-text.ts";',
    "",
    `export const trainedModel: SerialModel = { version: ${JSON.stringify(model.version)}, temperature: ${String(model.temperature)}, scale: ${String(model.scale)}, keys: ${JSON.stringify(model.keys)}, weights: ${JSON.stringify(model.weights)} };`,
    "",
  ].join("\n");

/** What a model of four fifths of the examples reached on the others; the next one is held against it. */
const figuresModule = (figures: Figures): string =>
  [
    "/** Made by `npx huifang understanding train`; do not edit. */",
    'import type { Figures } from "./model-figures.ts";',
    "",
    `export const trainedFigures: Figures | undefined = ${JSON.stringify(figures)};`,
    "",
  ].join("\n");
