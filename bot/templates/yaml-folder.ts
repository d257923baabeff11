import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { z } from "zod";
import { readYaml, type Problem, type YamlFile } from "./yaml-file.ts";

/** The files of one folder by their id, and everything that is wrong in them. A file with problems is left out. */
export interface Folder<T> {
  readonly byId: ReadonlyMap<string, T>;
  /** Where each of them came from, for rules between files. */
  readonly files: ReadonlyMap<string, YamlFile<unknown>>;
  readonly problems: readonly Problem[];
}

/** A value, or what speaks against it beyond the schema. */
export type Made<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/**
 * Reads each *.yaml of `dir` in order of name; a folder that is missing has none. The id must be the file's name, so
 * that no two can share one and each is found where it is looked for.
 */
export async function loadFolder<S extends z.ZodType<{ id: string }>, T>(
  dir: string,
  schema: S,
  make: (read: z.output<S>, file: YamlFile<z.output<S>>) => Made<T>,
): Promise<Folder<T>> {
  const byId = new Map<string, T>();
  const files = new Map<string, YamlFile<unknown>>();
  const problems: Problem[] = [];
  for (const name of await yamlNames(dir)) {
    const file = await readYaml(join(dir, name), schema);
    problems.push(...file.problems);
    if (file.value === undefined) continue;
    const { id } = file.value;
    const made = make(file.value, file);
    const own: Problem[] = "problems" in made ? [...made.problems] : [];
    if (id !== basename(name, ".yaml")) own.push(file.problem(["id"], `id: "${id}" is not the name of the file`));
    problems.push(...own);
    if (own.length > 0 || !("value" in made)) continue;
    byId.set(id, made.value);
    files.set(id, file);
  }
  return { byId, files, problems };
}

async function yamlNames(dir: string): Promise<string[]> {
  try {
    return (await readdir(dir)).filter((name) => name.endsWith(".yaml")).sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
