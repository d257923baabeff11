import type { FileStore } from "../../bot/app/documents/ports.ts";

/** A store of files that forgets with its test; `held` is what lies in it, by key. */
export function memoryFiles(held = new Map<string, Buffer>()): FileStore & { readonly held: Map<string, Buffer> } {
  return {
    held,
    says: "files in memory",
    put: async (key, bytes) => void held.set(key, Buffer.from(bytes)),
    get: async (key) => held.get(key),
    remove: async (key) => void held.delete(key),
  };
}
