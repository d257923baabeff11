import type { Database } from "./database.ts";
import { sql } from "./database.ts";

/** A slot is taken by whoever inserts its row first; retention clears those of past days. */
export function createClockSlots(database: Database): { take(name: string, slot: string): Promise<boolean> } {
  return {
    async take(name, slot) {
      const taken = await database.$executeRaw(sql`INSERT INTO clock_slot (name, slot) VALUES (${name}, ${slot}::timestamptz) ON CONFLICT DO NOTHING`);
      return taken > 0;
    },
  };
}
