import { plus, minuteMs, toDate, type Instant } from "../../domain/calendar.ts";
import { sql, type Database } from "../database.ts";
import type { Vault } from "../vault.ts";

/** A code is taken from half a minute before its own half minute until half a minute after it. */
const goodFor = 2 * minuteMs;

/**
 * Marks an authenticator's code as used by this person. False: it was already; who looks over a shoulder must not come
 * in with the same code (RFC 6238, 5.2). Of two at once, on any server, one is first.
 */
export async function useCode(database: Database, vault: Vault, userId: string, code: string, now: Instant): Promise<boolean> {
  const hidden = vault.root.addressIndex("sign-in code", `${userId} ${code}`);
  const old = toDate(plus(now, -goodFor));
  await database.$executeRaw(sql`DELETE FROM sign_in_used_code WHERE used_at < ${old}::timestamptz`);
  const taken = await database.$executeRaw(sql`
    INSERT INTO sign_in_used_code (user_id, code, used_at) VALUES (${userId}::uuid, ${hidden}, ${toDate(now)}) ON CONFLICT DO NOTHING`);
  return taken > 0;
}
