import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isNode, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";

/** What is wrong in a file, and where: both from 1, as editors count. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type YamlPath = readonly PropertyKey[];

/** One file that was read; `value` is missing where it has problems. */
export interface YamlFile<T> {
  readonly file: string;
  /** First 12 hex digits of the SHA-256 of its bytes: what was approved is what is sent. */
  readonly version: string;
  readonly value?: T;
  readonly problems: readonly Problem[];
  /** A problem at that place of this file, for rules that the schema cannot say. */
  problem(at: YamlPath, message: string): Problem;
}

/** Rejects only where the file cannot be read at all. */
export async function readYaml<S extends z.ZodType>(file: string, schema: S): Promise<YamlFile<z.output<S>>> {
  return parseYaml(file, await readFile(file), schema);
}

/** As `readYaml`, of what was read before: a version that was kept. */
export function parseYaml<S extends z.ZodType>(file: string, bytes: Uint8Array, schema: S): YamlFile<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(Buffer.from(bytes).toString("utf8"), { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  const problem = (path: YamlPath, message: string): Problem => at(offsetOf(document, path), message);
  const read = { file, version: createHash("sha256").update(bytes).digest("hex").slice(0, 12), problem };

  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) return { ...read, problems: faults.map((fault) => at(fault.pos[0], fault.message)) };
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { ...read, value: parsed.data, problems: [] };
  return { ...read, problems: parsed.error.issues.map(({ path, message }) => problem(path, path.length > 0 ? `${path.join(".")}: ${message}` : message)) };
}

/** Where the node begins; for a key that is missing, the nearest node above it. */
function offsetOf(document: Document, path: YamlPath): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}
