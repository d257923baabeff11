import { setTimeout as pause } from "node:timers/promises";

/** A restart of the database takes seconds; sixteen in all. */
const pausesMs = [250, 500, 1_000, 2_000, 4_000, 8_000];

/** Tries again while the database is away. For what may be done twice, and what it would cost much to lose. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const ms of pausesMs) {
    try {
      return await work();
    } catch {
      await pause(ms);
    }
  }
  return work();
}
