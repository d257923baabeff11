import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { freePort } from "./free-port.ts";
import { pingRedis } from "./ping-redis.ts";
import { isRunning, startOf } from "./process-info.mjs";
import { ServiceError, errorCode } from "./service-error.ts";
import { shareServer, unwritable } from "./shared-process.ts";

export interface PrivateRedis {
  /** With the password: not for printing. */
  url: string;
  port: number;
  pid: number;
  /** False when another live process used this server before us. */
  owned: boolean;
  /** Ends the server within 3 s, unless another live process still uses it; then that one ends it. */
  stop: () => Promise<void>;
}

/** What a later process needs to find the server again. */
const Note = z.object({ pid: z.number(), start: z.string(), port: z.number(), password: z.string() });
type Note = z.infer<typeof Note>;

const POLL_MS = 20;
const READY_LOOKS = 30_000 / POLL_MS; // it may have a long append-only file to read

/**
 * Starts a Redis-compatible server for Huifang alone, its data in `<dataDir>/redis`, or joins the one that runs there.
 * Throws ServiceError when it does not start.
 */
export async function startPrivateRedis({ command, dataDir }: { command: string; dataDir: string }): Promise<PrivateRedis> {
  const dir = path.resolve(dataDir);
  const data = path.join(dir, "redis");
  try {
    mkdirSync(dir, { recursive: true }); // not closed itself: PostgreSQL, which may run as another user, lives there too
    mkdirSync(data, { recursive: true, mode: 0o700 });
  } catch (fault) {
    throw unwritable(data, errorCode(fault));
  }
  const { running, owned, stop } = await shareServer({
    name: "redis",
    dir,
    find: () => find(data),
    launch: () => launch(command, data),
    signals: { gently: "SIGTERM", firmly: "SIGKILL" },
  });
  return { url: urlOf(running), port: running.port, pid: running.pid, owned, stop };
}

async function launch(command: string, data: string): Promise<Note> {
  const log = path.join(data, "redis.log");
  for (let attempt = 0; attempt < 3; attempt++) {
    const port = await freePort();
    const password = randomBytes(24).toString("hex");
    const output = openSync(log, "w", 0o600);
    // The settings go through stdin: on the command line, every user of the machine could read the password.
    // Detached: Ctrl-C in the terminal must reach Node only, which ends its own work first.
    const child = spawn(command, ["-"], { cwd: data, stdio: ["pipe", output, output], detached: true });
    closeSync(output);
    child.once("error", () => undefined); // it has no pid then
    child.stdin?.once("error", () => undefined); // it ended at once
    child.stdin?.end(settings(port, password));
    child.unref();
    const note = { pid: child.pid ?? 0, start: startOf(child.pid ?? 0), port, password };
    if (await waitUntilReady(note)) {
      writeFileSync(noteFile(data), JSON.stringify(note), { mode: 0o600 });
      return note;
    }
  }
  throw new ServiceError(`${command} did not start in ${data}; its log is ${log}. Set REDIS_URL, or remove it from PATH.`);
}

function settings(port: number, password: string): string {
  return [
    "bind 127.0.0.1",
    `port ${port}`,
    `requirepass ${password}`,
    "dir .",
    "appendonly yes", // a queue must survive a crash
    'save ""',
    "maxmemory-policy noeviction", // BullMQ loses jobs with any other
    "daemonize no",
    "",
  ].join("\n");
}

/** The server noted in the data directory, when it is still that process and takes our password. */
async function find(data: string): Promise<Note | undefined> {
  const note = readNote(data);
  if (note === undefined) return undefined;
  if (isRunning(note.pid) && startOf(note.pid) === note.start && (await waitUntilReady(note))) return note;
  rmSync(noteFile(data), { force: true });
  return undefined;
}

async function waitUntilReady(note: Note): Promise<boolean> {
  for (let look = 0; look < READY_LOOKS && isRunning(note.pid); look++) {
    if ((await pingRedis(urlOf(note))) === "answers") return true;
    await pause(POLL_MS);
  }
  return false;
}

function readNote(data: string): Note | undefined {
  try {
    return Note.parse(JSON.parse(readFileSync(noteFile(data), "utf8")));
  } catch {
    return undefined;
  }
}

function noteFile(data: string): string {
  return path.join(data, "server.json");
}

function urlOf({ port, password }: Note): string {
  return `redis://:${password}@127.0.0.1:${port}`;
}
