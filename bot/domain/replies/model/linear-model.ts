import { intentNames, type IntentName } from "../reply.ts";
import { placeOf, type FeatureTable } from "./feature-table.ts";

/** Weights of a softmax over the intents; the same features give the same figures on every machine. */
export interface LinearModel {
  /** A hash of the examples and of this format: what was trained from what. */
  readonly version: string;
  /** Divides the scores; fitted to data that the weights had not seen. */
  readonly temperature: number;
  /** Hashes of the features, ascending; a row of weights each. */
  readonly keys: Int32Array;
  readonly table: FeatureTable;
  readonly weights: Int8Array;
  /** What one step of a weight is worth. */
  readonly scale: number;
}

export type Probabilities = Readonly<Record<IntentName, number>>;

export function probabilities(model: LinearModel, hashes: readonly number[]): Probabilities {
  return softmax(scoresOf(model, hashes), model.temperature);
}

/** Those of the features that speak most for an intent, strongest first. */
export function strongest({ table, weights }: LinearModel, hashes: readonly number[], intent: IntentName, count: number): number[] {
  const at = intentNames.indexOf(intent);
  const found: { hash: number; weight: number }[] = [];
  for (const hash of hashes) {
    const place = placeOf(table, hash);
    const weight = place < 0 ? 0 : (weights[place * size + at] ?? 0);
    if (weight <= (found[count - 1]?.weight ?? 0)) continue;
    let i = found.length;
    while (i > 0 && weight > (found[i - 1]?.weight ?? 0)) i -= 1;
    found.splice(i, 0, { hash, weight });
    if (found.length > count) found.pop();
  }
  return found.map(({ hash }) => hash);
}

const size = intentNames.length;
const nobody = Object.fromEntries(intentNames.map((name) => [name, 0])) as Record<IntentName, number>;

function scoresOf({ table, weights, scale }: LinearModel, hashes: readonly number[]): Float64Array {
  const scores = new Float64Array(size);
  let known = 0;
  for (const hash of hashes) {
    const place = placeOf(table, hash);
    if (place < 0) continue;
    known += 1;
    const row = place * size;
    for (let i = 0; i < size; i++) scores[i] = (scores[i] ?? 0) + (weights[row + i] ?? 0);
  }
  // Long texts have many features; by the root of their number, so that length alone makes nobody sure.
  const share = scale / Math.sqrt(known + 1);
  for (let i = 0; i < size; i++) scores[i] = (scores[i] ?? 0) * share;
  return scores;
}

export function softmax(scores: Float64Array, temperature: number): Probabilities {
  let top = -Infinity;
  for (const score of scores) if (score > top) top = score;
  let sum = 0;
  for (let i = 0; i < size; i++) sum += scores[i] = Math.exp(((scores[i] ?? 0) - top) / temperature);
  const likely = { ...nobody };
  for (let i = 0; i < size; i++) likely[intentNames[i] ?? "unclear"] = (scores[i] ?? 0) / sum;
  return likely;
}
