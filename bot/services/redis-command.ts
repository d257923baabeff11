import { spawnSync } from "node:child_process";

export interface RedisCommand {
  command: string;
  /** As the program itself prints it. */
  version: string;
}

const COMMANDS = ["valkey-server", "redis-server"];
/** The oldest that BullMQ recommends. */
const OLDEST = [6, 2] as const;

/** A Redis-compatible server on PATH that runs here and is new enough, or why there is none, for the operator. */
export function findRedisCommand(): RedisCommand | { missing: string } {
  const unfit: string[] = [];
  for (const command of COMMANDS) {
    // asked for its version rather than trusted: packages exist whose binary does not start on this system
    const { status, stdout } = spawnSync(command, ["--version"], { encoding: "utf8", timeout: 3_000 });
    const found = /v=(\d+)\.(\d+)\S*/.exec(stdout ?? "");
    const version = found?.[0].slice(2);
    if (status !== 0 || found === null || version === undefined) continue;
    if (isRecent(Number(found[1]), Number(found[2]))) return { command, version };
    unfit.push(`${command} ${version} is too old`);
  }
  return { missing: unfit.length > 0 ? unfit.join(", ") : "no redis-server or valkey-server on PATH" };
}

function isRecent(major: number, minor: number): boolean {
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
