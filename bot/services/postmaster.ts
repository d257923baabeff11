import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isRunning, programOf, workingDirectoryOf } from "./process-info.mjs";

export interface Postmaster {
  pid: number;
  port: number;
}

const POLL_MS = 10;
/** Crash recovery of a big database takes a while; initdb is over by then. */
const READY_LOOKS = 60_000 / POLL_MS;

/** The PostgreSQL server that runs on this data directory and takes connections, if there is one. */
export async function findPostmaster(dataDir: string): Promise<Postmaster | undefined> {
  const noted = readPidFile(dataDir);
  if (noted === undefined) return undefined;
  if (!isPostmasterOf(dataDir, noted.pid)) {
    // PostgreSQL itself refuses to start when the id left by a crash now belongs to any other process, as it often
    // does in a container. We hold the lock on this directory, and that process is not its server.
    rmSync(path.join(dataDir, "postmaster.pid"), { force: true });
    return undefined;
  }
  return waitUntilReady(dataDir, noted.pid);
}

/** Waits until the server takes connections; undefined when it ended instead, or did not get there in a minute. */
export async function waitUntilReady(dataDir: string, pid: number): Promise<Postmaster | undefined> {
  for (let look = 0; look < READY_LOOKS && isRunning(pid); look++) {
    const noted = readPidFile(dataDir);
    if (noted?.pid === pid && noted.status === "ready") return { pid, port: noted.port };
    await pause(POLL_MS);
  }
  return undefined;
}

function isPostmasterOf(dataDir: string, pid: number): boolean {
  if (!isRunning(pid)) return false;
  if (process.platform === "linux") return workingDirectoryOf(pid) === dataDir;
  return ["postgres", ""].includes(programOf(pid)); // empty: the system does not tell, so believe the file
}

// PostgreSQL, src/include/utils/pidfile.h: 1 pid, 2 data directory, 3 start time, 4 port, 5 socket directory,
// 6 listen address, 7 shared memory key, 8 status
function readPidFile(dataDir: string): (Postmaster & { status: string }) | undefined {
  try {
    const lines = readFileSync(path.join(dataDir, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? "" };
  } catch {
    return undefined;
  }
}
