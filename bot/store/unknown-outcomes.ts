import type { Database } from "./database.ts";

/** Sends whose outcome nobody knows: newest first, ids and times only. */
export function unknownOutcomes(database: Database): Promise<{ id: string; channel: string; claimedAt: Date | null; errorCode: string | null }[]> {
  return database.message.findMany({
    where: { state: "unknown" },
    select: { id: true, channel: true, claimedAt: true, errorCode: true },
    orderBy: { claimedAt: "desc" },
    take: 1_000,
  });
}
