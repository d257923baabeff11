import { featureTable } from "./feature-table.ts";
import type { LinearModel } from "./linear-model.ts";

/** A model as it is kept in the repository: the hashes of its features (little-endian) and their weights, as base64. */
export interface SerialModel {
  readonly version: string;
  readonly temperature: number;
  readonly scale: number;
  readonly keys: string;
  readonly weights: string;
}

export function modelFromText({ version, temperature, scale, keys, weights }: SerialModel): LinearModel {
  const bytes = new DataView(bytesOf(keys).buffer);
  const hashes = Int32Array.from({ length: bytes.byteLength / 4 }, (_, i) => bytes.getInt32(4 * i, true));
  return { version, temperature, scale, keys: hashes, table: featureTable(hashes), weights: new Int8Array(bytesOf(weights).buffer) };
}

export function modelToText({ version, temperature, scale, keys, weights }: LinearModel): SerialModel {
  const bytes = new DataView(new ArrayBuffer(4 * keys.length));
  for (let i = 0; i < keys.length; i++) bytes.setInt32(4 * i, keys[i] ?? 0, true);
  return { version, temperature, scale, keys: textOf(new Uint8Array(bytes.buffer)), weights: textOf(new Uint8Array(weights.buffer)) };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

const textOf = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
