import type { Database } from "./database.ts";
import { sql } from "./database.ts";

/** A slot is taken by whoever inserts its row first; rows of past days are cleared now and then by whoever wins. */
export function createClockSlots(database: Database): { take(name: string, slot: string): Promise<boolean> } {
  return {
    async take(name, slot) {
      const taken = await database.$executeRaw(sql`INSERT INTO clock_slot (name, slot) VALUES (${name}, ${slot}::timestamptz) ON CONFLICT DO NOTHING`);
      if (taken > 0 && slot.includes(":00:00")) await database.$executeRaw(sql`DELETE FROM clock_slot WHERE slot < ${slot}::timestamptz - interval '1 day'`);
      return taken > 0;
    },
  };
}
