import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";

/**
 * Whether a process with this id runs (a zombie, killed but not yet reaped by its parent, does not).
 * @param {number} pid
 */
export function isRunning(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (fault) {
    return fault.code === "EPERM"; // it runs, under another user
  }
  return statOf(pid)?.state !== "Z";
}

/**
 * When the process started, in the system's own notation; with the id it names one process for good, since ids are
 * used again (in containers after every restart). Empty where the system does not tell.
 * @param {number} pid
 */
export function startOf(pid) {
  if (process.platform === "linux") return statOf(pid)?.startTicks ?? "";
  if (process.platform === "win32") return ""; // only through a shell that takes a second to start
  return ps(pid, "lstart=");
}

/**
 * The name of the program that the process runs, without its folder, or empty.
 * @param {number} pid
 */
export function programOf(pid) {
  if (process.platform === "linux") return statOf(pid)?.program ?? "";
  if (process.platform === "win32") return "";
  return ps(pid, "comm=").split("/").at(-1) ?? "";
}

/**
 * The working directory of a process, where the system lets us see it (Linux, own processes or as root).
 * @param {number} pid
 * @returns {string | undefined}
 */
export function workingDirectoryOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const nameEnds = text.lastIndexOf(")"); // the name itself may hold spaces and brackets
    const fields = text.slice(nameEnds + 2).split(" ");
    // proc_pid_stat(5): state is field 3, starttime field 22
    return { program: text.slice(text.indexOf("(") + 1, nameEnds), state: fields[0], startTicks: fields[19] };
  } catch {
    return undefined;
  }
}

/** @param {number} pid @param {string} column */
function ps(pid, column) {
  try {
    return execFileSync("ps", ["-o", column, "-p", String(pid)], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return "";
  }
}
