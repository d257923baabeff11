import { intentNames, type IntentName } from "../reply.ts";
import { featureTable } from "./feature-table.ts";
import type { LinearModel } from "./linear-model.ts";

/** A text's features and what it means; `weight` lets written examples count more than generated ones. */
export interface TrainingExample {
  /** Hashes; from the `rules`th on they are kept however seldom they are seen. */
  readonly features: readonly number[];
  readonly rules: number;
  readonly intent: IntentName;
  readonly weight: number;
}

const epochs = 14;
const rate = 0.35;
const decay = 2e-4;

/**
 * Softmax regression by AdaGrad in a fixed order: no randomness, so that two machines train the same model. Features seen
 * once only are left out, except the rules' own.
 */
export function trainModel(examples: readonly TrainingExample[], version: string): LinearModel {
  const counts = new Map<number, number>();
  for (const { features, rules } of examples)
    for (const [i, feature] of features.entries()) counts.set(feature, (counts.get(feature) ?? 0) + (i < rules ? 1 : 2));
  const index = new Map([...counts].filter(([, count]) => count > 1).map(([feature], i) => [feature, i] as const));
  const k = intentNames.length;
  const weights = new Float64Array(index.size * k);
  const squares = new Float64Array(index.size * k).fill(0.05);
  const scores = new Float64Array(k);
  const rows = examples.map(({ features, intent, weight }) => {
    const at = Int32Array.from(features.flatMap((feature) => index.get(feature) ?? []));
    return { at, label: intentNames.indexOf(intent), weight, share: 1 / Math.sqrt(at.length + 1) };
  });
  for (let epoch = 0; epoch < epochs; epoch++) for (const i of order(rows.length, epoch)) step(rows[i]);
  return quantised(index, weights, version);

  function step(row: (typeof rows)[number] | undefined): void {
    if (!row) return;
    scores.fill(0);
    for (const f of row.at) for (let c = 0; c < k; c++) scores[c] = (scores[c] ?? 0) + (weights[f * k + c] ?? 0) * row.share;
    const top = scores.reduce((a, b) => Math.max(a, b), -Infinity);
    let sum = 0;
    for (let c = 0; c < k; c++) sum += scores[c] = Math.exp((scores[c] ?? 0) - top);
    for (let c = 0; c < k; c++) {
      const error = ((scores[c] ?? 0) / sum - (c === row.label ? 1 : 0)) * row.weight * row.share;
      if (Math.abs(error) < 1e-4) continue;
      for (const f of row.at) {
        const at = f * k + c;
        const gradient = error + decay * (weights[at] ?? 0);
        const square = (squares[at] ?? 0) + gradient * gradient;
        squares[at] = square;
        weights[at] = (weights[at] ?? 0) - (rate * gradient) / Math.sqrt(square);
      }
    }
  }
}

/** A walk through all examples with a stride that differs by epoch; the same everywhere. */
function order(size: number, epoch: number): number[] {
  const strides = [7919, 6101, 4987, 3571, 2903, 1999, 1583];
  const stride = strides[epoch % strides.length] ?? 7919;
  const usable = size % stride === 0 ? stride + 2 : stride;
  return Array.from({ length: size }, (_, i) => (i * usable + epoch) % size);
}

/** To whole steps of a 127th of the largest weight: small to keep, and free of the last bits in which machines differ. */
function quantised(index: ReadonlyMap<number, number>, weights: Float64Array, version: string): LinearModel {
  const k = intentNames.length;
  const scale = weights.reduce((top, weight) => Math.max(top, Math.abs(weight)), 1e-6) / 127;
  const rounded = Int8Array.from(weights, (weight) => Math.round(weight / scale));
  const kept = [...index].filter(([, i]) => rounded.subarray(i * k, (i + 1) * k).some((weight) => weight !== 0)).toSorted(([a], [b]) => a - b);
  const rows = new Int8Array(kept.length * k);
  for (const [at, [, i]] of kept.entries()) rows.set(rounded.subarray(i * k, (i + 1) * k), at * k);
  const keys = Int32Array.from(kept, ([feature]) => feature);
  return { version, temperature: 1, scale, keys, table: featureTable(keys), weights: rows };
}

/** The temperature at which the probabilities of unseen examples fit best (by log loss). */
export function fitTemperature(
  unseen: readonly { readonly probabilities: Readonly<Record<IntentName, number>>; readonly intents: readonly IntentName[] }[],
): number {
  const loss = (t: number): number =>
    unseen.reduce((sum, { probabilities: p, intents }) => {
      const powers = intentNames.map((name) => Math.max(p[name], 1e-12) ** (1 / t));
      const right = intentNames.reduce((s, name, i) => s + (intents.includes(name) ? (powers[i] ?? 0) : 0), 0);
      return sum - Math.log(Math.max(right / powers.reduce((a, b) => a + b, 0), 1e-12));
    }, 0);
  const candidates = Array.from({ length: 40 }, (_, i) => 0.4 + i * 0.05);
  return candidates.reduce((best, t) => (loss(t) < loss(best) ? t : best), 1);
}
