import { toDate, minuteMs, type Instant } from "../../domain/calendar.ts";
import { instantOf } from "../days.ts";
import { sql, type Database } from "../database.ts";

/**
 * Slows who guesses passwords, over all servers: an attempt is counted before its password is looked at, so that a
 * hundred at once are no way around, and forgotten when it succeeds.
 */
export interface Failures {
  /** Undefined: go on. Else the moment before which nobody is heard. */
  begin(buckets: readonly Bucket[], now: Instant): Promise<Instant | undefined>;
  succeeded(buckets: readonly Bucket[], now: Instant): Promise<void>;
}

export interface Bucket {
  /** HMAC of an account's or a machine's address. */
  readonly id: Buffer<ArrayBuffer>;
  /** Failures in a row that cost nothing. */
  readonly free: number;
}

/** People mistype; a branch behind one address has many people. */
export const freeFailures = { account: 5, address: 40 };
/** The first wait; each further failure doubles it. */
const firstWaitSeconds = 30;
/** The longest: who is locked out by somebody else's guessing must get in the same morning. */
const longestWaitSeconds = 15 * 60;
const forgottenAfter = 60 * minuteMs;

export function createFailures(database: Database): Failures {
  return {
    async begin(buckets, now) {
      for (const { id, free } of buckets) {
        const stale = toDate((now - forgottenAfter) as Instant);
        const counted = await database.$executeRaw(sql`
          INSERT INTO sign_in_failure AS f (bucket, failures, failed_at) VALUES (${id}, 1, ${toDate(now)})
          ON CONFLICT (bucket) DO UPDATE SET
            failures = CASE WHEN f.failed_at < ${stale}::timestamptz THEN 1 ELSE f.failures + 1 END,
            failed_at = EXCLUDED.failed_at,
            blocked_until = CASE WHEN f.failed_at >= ${stale}::timestamptz AND f.failures + 1 >= ${free}
              THEN EXCLUDED.failed_at + least(${longestWaitSeconds}::float8, ${firstWaitSeconds} * 2 ^ least(f.failures + 1 - ${free}, 20)) * interval '1 second' END
          WHERE f.blocked_until IS NULL OR f.blocked_until <= EXCLUDED.failed_at`);
        if (counted > 0) continue;
        const blocked = await database.signInFailure.findUnique({ where: { bucket: id }, select: { blockedUntil: true } });
        if (blocked?.blockedUntil) return instantOf(blocked.blockedUntil);
      }
      return undefined;
    },
    async succeeded(buckets, now) {
      const old = toDate((now - 24 * forgottenAfter) as Instant);
      await database.$executeRaw(sql`DELETE FROM sign_in_failure WHERE bucket = ANY(${buckets.map(({ id }) => id)}::bytea[]) OR failed_at < ${old}`);
    },
  };
}
