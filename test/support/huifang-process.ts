import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

export interface HuifangProcess {
  /** The address that a server says it listens on, or a worker's own listener; "" without one. Rejects where it ended before. */
  readonly ready: Promise<string>;
  /** Resolves to its exit code, null where a signal ended it. */
  readonly ended: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
  /** What it said so far, on both streams. */
  output(): string;
}

const bin = path.resolve("bin/huifang.mjs");

/** `huifang server`, `worker` or `start` as a process of its own. */
export function startHuifang(command: "server" | "worker" | "start", env: Readonly<Record<string, string>>): HuifangProcess {
  const child = spawn(process.execPath, [bin, command], { env: { PATH: process.env["PATH"], ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const ended = once(child, "close").then(() => child.exitCode);
  const ready = new Promise<string>((resolve, reject) => {
    const hear = (chunk: string): void => {
      said += chunk;
      if (/^(Server: |Worker: ready|Huifang is ready)/m.test(said)) resolve(/^(?:Server|Health and metrics): (http\S+)$/m.exec(said)?.[1] ?? "");
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    void ended.then(() => reject(new Error(`huifang ${command} ended before it was ready: ${said}`)));
  });
  ready.catch(() => undefined);
  return { ready, ended, output: () => said, signal: (name) => void child.kill(name) };
}
