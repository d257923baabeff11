import { Redis } from "ioredis";
import { errorCode } from "./service-error.ts";

const CONNECT_MS = 3_000;

/** Asks a Redis server for a sign of life, once. Resolves to 'answers', or to why not (an error's code or class). */
export async function pingRedis(url: string): Promise<string> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    commandTimeout: CONNECT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let lastFault: unknown; // `connect` rejects with "Connection is closed."; the event says why
  client.on("error", (fault) => {
    lastFault = fault;
  });
  try {
    await client.connect();
    await client.ping();
    return "answers";
  } catch (fault) {
    return reasonOf(lastFault ?? fault);
  } finally {
    client.disconnect();
  }
}

function reasonOf(fault: unknown): string {
  const code = errorCode(fault);
  if (code !== "unknown error" || !(fault instanceof Error)) return code;
  // Redis' own errors begin with their class ("WRONGPASS invalid username-password pair"); the rest is not repeated
  return /^[A-Z]{4,}\b/.exec(fault.message)?.[0] ?? (/time/i.test(fault.message) ? "no answer" : code);
}
