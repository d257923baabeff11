import { intentNames } from "../reply.ts";
import type { LinearModel } from "./linear-model.ts";

/** A model as it is kept in the repository: one line for each feature, its weights as base64 of signed bytes. */
export interface SerialModel {
  readonly version: string;
  readonly temperature: number;
  readonly scale: number;
  readonly rows: string;
}

export function modelFromText({ version, temperature, scale, rows }: SerialModel): LinearModel {
  const weights = new Map<string, Int8Array>();
  for (const line of rows.split("\n")) {
    const tab = line.lastIndexOf("\t");
    if (tab < 0) continue;
    const row = Int8Array.from(atob(line.slice(tab + 1)), (c) => (c.charCodeAt(0) << 24) >> 24);
    if (row.length === intentNames.length) weights.set(line.slice(0, tab), row);
  }
  return { version, temperature, scale, weights };
}

export function modelToText({ version, temperature, scale, weights }: LinearModel): SerialModel {
  const lines = [...weights]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([feature, row]) => `${feature}\t${btoa(String.fromCharCode(...new Uint8Array(row.buffer, row.byteOffset, row.length)))}`);
  return { version, temperature, scale, rows: lines.join("\n") };
}
