import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { isRunning, startOf } from "./process-info.mjs";

const POLL_MS = 25;
/** A lock file without readable content for this many looks was left by a process killed while writing it. */
const UNREADABLE_LOOKS = 40;

/**
 * Runs `work` while no other process on this machine runs something under the same lock file. A lock whose holder
 * has died is taken over. Gives up after `waitMs` with an error whose code is ELOCKED. Errors of creating the file
 * (EACCES, EROFS) are passed on.
 * @template T
 * @param {string} file
 * @param {() => T | Promise<T>} work
 * @param {{ waitMs?: number }} [options]
 * @returns {Promise<T>}
 */
export async function withFileLock(file, work, { waitMs = 60_000 } = {}) {
  await take(file, Math.ceil(waitMs / POLL_MS));
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** The process id and start of this process, as written into lock and user files. */
export function ownMark() {
  return `${process.pid} ${startOf(process.pid)}`;
}

/**
 * Whether the process that wrote the mark still runs; undefined when the text is no mark.
 * @param {string} mark
 * @returns {boolean | undefined}
 */
export function markIsAlive(mark) {
  const [, pid, start] = /^(\d+) (.*)$/s.exec(mark) ?? [];
  if (pid === undefined) return undefined;
  return isRunning(Number(pid)) && startOf(Number(pid)) === start;
}

/** @param {string} file @param {number} looks */
async function take(file, looks) {
  let unreadable = 0;
  for (let look = 0; look < looks; look++) {
    if (create(file)) return;
    const mark = read(file);
    if (mark === undefined) continue; // released just now
    const alive = markIsAlive(mark);
    unreadable = alive === undefined ? unreadable + 1 : 0;
    if (alive === false || unreadable >= UNREADABLE_LOOKS) clear(file, mark);
    else await pause(POLL_MS);
  }
  throw Object.assign(new Error(`locked: ${file}`), { code: "ELOCKED" });
}

/** @param {string} file */
function create(file) {
  try {
    writeFileSync(file, ownMark(), { flag: "wx" });
    return true;
  } catch (fault) {
    if (fault.code === "EEXIST") return false;
    throw fault;
  }
}

/**
 * Removes a dead holder's lock. Two may see it dead at once: the slower one would remove the faster one's new lock,
 * so the file is moved aside first, looked at again, and put back if it is not the one that was judged.
 * @param {string} file @param {string} judged
 */
function clear(file, judged) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return; // cleared by the other
  }
  if (read(aside) !== judged) {
    try {
      writeFileSync(file, read(aside) ?? "", { flag: "wx" });
    } catch {
      // a third process holds it by now
    }
  }
  rmSync(aside, { force: true });
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
