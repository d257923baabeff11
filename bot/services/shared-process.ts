import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { markIsAlive, ownMark, withFileLock } from "./file-lock.mjs";
import { isRunning } from "./process-info.mjs";
import { ServiceError, errorCode } from "./service-error.ts";

export interface ServerKind<Running extends { pid: number }> {
  /** Names the server in messages and its files: `<name>.lock` and `<name>.users/` in `dir`. */
  name: string;
  /** Where the files that its users share lie; must exist. */
  dir: string;
  /** The server already running on these data, if any: another process's, or an orphan whose starter was killed. */
  find: () => Promise<Running | undefined>;
  launch: () => Promise<Running>;
  /** Ends it with nothing lost, and if it does not obey. */
  signals: { gently: NodeJS.Signals; firmly: NodeJS.Signals };
}

export interface SharedServer<Running> {
  running: Running;
  /** False when another live process used it before us: then `stop` leaves it running for that one. */
  owned: boolean;
  /** Gives it up; the last user ends it and waits (3 s at most). Further calls do nothing. */
  stop: () => Promise<void>;
}

const GENTLE_MS = 2_400;
const FIRM_MS = 500;
const POLL_MS = 10;

let handles = 0;

/**
 * Uses one private server process together with other Node processes on this machine (`npm start` and the command
 * line, say). Each user leaves a file that names its process; whoever goes last ends the server. A server whose users
 * were all killed is an orphan: the next one to come finds it and, being alone, owns it.
 */
export async function shareServer<Running extends { pid: number }>(kind: ServerKind<Running>): Promise<SharedServer<Running>> {
  const users = path.join(kind.dir, `${kind.name}.users`);
  const own = path.join(users, `${process.pid}-${handles++}`);
  const { running, owned } = await locked(kind, async () => {
    mkdirSync(users, { recursive: true });
    const owned = liveUsers(users) === 0;
    const running = (await kind.find()) ?? (await kind.launch());
    writeFileSync(own, ownMark());
    return { running, owned };
  });

  const endWithProcess = () => {
    rmSync(own, { force: true });
    if (liveUsers(users) === 0) signal(running.pid, kind.signals.gently);
  };
  process.once("exit", endWithProcess);

  const end = async () => {
    process.off("exit", endWithProcess);
    await locked(kind, async () => {
      rmSync(own, { force: true });
      if (liveUsers(users) === 0) await endProcess(running.pid, kind.signals);
    });
  };
  let ended: Promise<void> | undefined;
  return { running, owned, stop: () => (ended ??= end()) };
}

/** Ends a process and waits until it is gone: gently first, firmly after 2.4 s. */
export async function endProcess(pid: number, signals: ServerKind<{ pid: number }>["signals"]): Promise<void> {
  for (const [name, ms] of [
    [signals.gently, GENTLE_MS],
    [signals.firmly, FIRM_MS],
  ] as const) {
    signal(pid, name);
    for (let waited = 0; waited < ms; waited += POLL_MS) {
      if (!isRunning(pid)) return;
      await pause(POLL_MS);
    }
  }
}

async function locked<T>(kind: { name: string; dir: string }, work: () => Promise<T>): Promise<T> {
  const file = path.join(kind.dir, `${kind.name}.lock`);
  try {
    return await withFileLock(file, work);
  } catch (fault) {
    if (fault instanceof ServiceError) throw fault;
    const code = errorCode(fault);
    if (code === "ELOCKED")
      throw new ServiceError(`Another process has been starting or stopping ${kind.name} for a minute (lock ${file}); end it and try again.`);
    if (["EACCES", "EPERM", "EROFS"].includes(code)) throw unwritable(kind.dir, code);
    throw fault;
  }
}

export function unwritable(dir: string, code: string): ServiceError {
  return new ServiceError(`Cannot write to ${dir} (${code}). Set HUIFANG_DATA_DIR to a directory that this user may write to.`);
}

function liveUsers(users: string): number {
  let live = 0;
  for (const name of namesIn(users)) {
    const file = path.join(users, name);
    if (isLive(file)) live++;
    else rmSync(file, { force: true }); // its process was killed
  }
  return live;
}

function isLive(file: string): boolean {
  try {
    return markIsAlive(readFileSync(file, "utf8")) ?? false;
  } catch {
    return false;
  }
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // already gone
  }
}
