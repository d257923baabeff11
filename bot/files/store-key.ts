import type { StoreKey } from "../app/documents/ports.ts";

const form = /^[0-9a-f]{2}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Two letters for a folder and a UUID. Anything else could lead out of the store: a RangeError. */
export function checkedKey(key: StoreKey): StoreKey {
  if (!form.test(key)) throw new RangeError("not a key of the file store");
  return key;
}
