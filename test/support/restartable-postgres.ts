import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../../bot/services/free-port.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "../../bot/services/embedded-postgres.ts";
import { makeTestDirectory } from "./test-directory.ts";

export interface RestartablePostgres {
  readonly url: string;
  /** Ends every connection and the server, and starts it again on the same port with the same data. */
  restart(awayMs: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startRestartablePostgres(): Promise<RestartablePostgres> {
  const directory = makeTestDirectory("restartable");
  const dataDir = path.join(directory.path, "postgres");
  const port = await freePort();
  const handles: EmbeddedPostgres[] = [await startEmbeddedPostgres({ dataDir, port })];
  const url = handles[0]?.url ?? "";
  return {
    url,
    async restart(awayMs) {
      const pid = handles.at(-1)?.pid ?? 0;
      process.kill(pid, "SIGINT"); // fast shutdown: running transactions are rolled back
      while (isAlive(pid)) await pause(20);
      await pause(awayMs);
      handles.push(await startEmbeddedPostgres({ dataDir, port }));
    },
    async stop() {
      for (const handle of handles) await handle.stop();
      directory.remove();
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
