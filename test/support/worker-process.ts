import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

export interface WorkerProcess {
  /** Settles when it says that it is ready, or has ended before. */
  readonly ready: Promise<void>;
  /** SIGKILL: no handler runs. */
  kill(): Promise<void>;
  /** What it said so far, on both streams. */
  output(): string;
  running(): boolean;
}

const bin = path.resolve("bin/huifang.mjs");

/** `huifang worker` as a process of its own. */
export function startWorkerProcess(env: Readonly<Record<string, string>>): WorkerProcess {
  const child = spawn(process.execPath, [bin, "worker"], { env: { PATH: process.env["PATH"], ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  const said = collect(child);
  const ready = new Promise<void>((resolve) => {
    child.stdout?.on("data", () => {
      if (said().includes("Worker: ready")) resolve();
    });
    void ended.then(() => resolve());
  });
  return {
    ready,
    output: said,
    running: () => child.exitCode === null && child.signalCode === null,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** One command of `huifang`, to its end. */
export async function runCommand(env: Readonly<Record<string, string>>, ...words: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [bin, ...words], { env: { PATH: process.env["PATH"], ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const said = collect(child);
  await once(child, "close");
  return { code: child.exitCode, output: said() };
}

function collect(child: ChildProcess): () => string {
  const chunks: string[] = [];
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  return () => chunks.join("");
}
