/** From the hash of a feature to its place; a table of whole numbers, a tenth of what a Map of names takes. */
export interface FeatureTable {
  readonly slots: Int32Array;
  readonly places: Int32Array;
}

/** `keys` are distinct; each has its own index for place. */
export function featureTable(keys: Int32Array): FeatureTable {
  let size = 64;
  while (size < keys.length * 2) size *= 2;
  const [slots, places] = [new Int32Array(size), new Int32Array(size).fill(-1)];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? 0;
    let at = (key ^ (key >>> 15)) & (size - 1);
    while (places[at] !== -1) at = (at + 1) & (size - 1);
    slots[at] = key;
    places[at] = i;
  }
  return { slots, places };
}

/** Its place, or -1. */
export function placeOf({ slots, places }: FeatureTable, key: number): number {
  const mask = slots.length - 1;
  for (let at = (key ^ (key >>> 15)) & mask; ; at = (at + 1) & mask) {
    const place = places[at] ?? -1;
    if (place === -1 || slots[at] === key) return place;
  }
}
