import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";
import { ServiceError } from "./service-error.ts";

/** The account a PostgreSQL server runs as, when it is not our own. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root, so root runs it as `postgres` or, where that is missing, `nobody`. */
export function accountForPostgres(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const uid = idOf("-u", name);
    const gid = idOf("-g", name);
    if (uid !== undefined && gid !== undefined) return { name, uid, gid };
  }
  throw new ServiceError(
    'PostgreSQL cannot run as root, and there is no user "postgres" or "nobody" to run it as. Start Huifang as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether the account may pass through the directory and everything above it. */
export function canReach(account: Account, dir: string): boolean {
  for (let at = dir; ; at = path.dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** Options for `child_process`: as the account, from a directory that every account can enter. */
export function runAs(account: Account | undefined): { uid?: number; gid?: number; cwd: string } {
  const cwd = path.parse(process.cwd()).root;
  return account === undefined ? { cwd } : { uid: account.uid, gid: account.gid, cwd };
}

function idOf(flag: "-u" | "-g", name: string): number | undefined {
  try {
    return Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  } catch {
    return undefined;
  }
}
