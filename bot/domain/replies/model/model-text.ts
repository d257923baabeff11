import { intentNames } from "../reply.ts";
import type { LinearModel } from "./linear-model.ts";

/** A model as it is kept in the repository: its features, a line each, and all their weights as base64 of signed bytes. */
export interface SerialModel {
  readonly version: string;
  readonly temperature: number;
  readonly scale: number;
  readonly features: string;
  readonly weights: string;
}

export function modelFromText({ version, temperature, scale, features, weights }: SerialModel): LinearModel {
  const names = features.split("\n");
  return {
    version,
    temperature,
    scale,
    index: new Map(names.map((name, at) => [name, at * intentNames.length])),
    weights: Int8Array.from(atob(weights), (c) => (c.charCodeAt(0) << 24) >> 24),
  };
}

export function modelToText({ version, temperature, scale, index, weights }: LinearModel): SerialModel {
  const bytes = Array.from(weights, (weight) => String.fromCharCode(weight & 255)).join("");
  return { version, temperature, scale, features: [...index.keys()].join("\n"), weights: btoa(bytes) };
}
