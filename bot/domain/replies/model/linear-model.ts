import { intentNames, type IntentName } from "../reply.ts";

/** Weights of a softmax over the intents; the same features give the same figures on every machine. */
export interface LinearModel {
  /** A hash of the examples and of this format: what was trained from what. */
  readonly version: string;
  /** Divides the scores; fitted to data that the weights had not seen. */
  readonly temperature: number;
  /** Where each feature's row of weights begins: one table for all, since a typed array each would take ten times the memory. */
  readonly index: ReadonlyMap<string, number>;
  readonly weights: Int8Array;
  /** What one step of a weight is worth. */
  readonly scale: number;
}

export type Probabilities = Readonly<Record<IntentName, number>>;

export function probabilities(model: LinearModel, features: readonly string[]): Probabilities {
  const scores = scoresOf(model, features);
  return softmax(scores, model.temperature);
}

/** The features of the text that speak most for an intent, strongest first. */
export function strongest({ index, weights }: LinearModel, features: readonly string[], intent: IntentName, count: number): string[] {
  const at = intentNames.indexOf(intent);
  const found: { feature: string; weight: number }[] = [];
  for (const feature of features) {
    const weight = weights[(index.get(feature) ?? NaN) + at] ?? 0;
    if (weight <= (found[count - 1]?.weight ?? 0)) continue;
    const place = found.findIndex((other) => weight > other.weight);
    found.splice(place < 0 ? found.length : place, 0, { feature, weight });
    found.length = Math.min(found.length, count);
  }
  return found.map(({ feature }) => feature);
}

const nobody = Object.fromEntries(intentNames.map((name) => [name, 0])) as Record<IntentName, number>;

function scoresOf({ index, weights, scale }: LinearModel, features: readonly string[]): Float64Array {
  const scores = new Float64Array(intentNames.length);
  const size = scores.length;
  let known = 0;
  for (const feature of features) {
    const row = index.get(feature);
    if (row === undefined) continue;
    known += 1;
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
  const powers = scores.map((score) => {
    const power = Math.exp((score - top) / temperature);
    sum += power;
    return power;
  });
  const likely = { ...nobody };
  for (let i = 0; i < intentNames.length; i++) likely[intentNames[i] ?? "unclear"] = (powers[i] ?? 0) / sum;
  return likely;
}
