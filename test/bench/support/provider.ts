import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

/** The taking provider beside us, so that its work is not on our event loop. */
export async function startProvider(): Promise<{ root: string; stop(): void }> {
  const child = spawn(process.execPath, ["--import", "tsx", path.join(import.meta.dirname, "provider-child.ts")], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  if (!child.stdout) throw new Error("no output");
  const [said] = await once(child.stdout.setEncoding("utf8"), "data");
  return { root: `http://127.0.0.1:${String(said).trim()}`, stop: () => void child.kill() };
}
