import { createHash } from "node:crypto";
import { accessSync, chmodSync, constants, lstatSync, mkdirSync, realpathSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Account } from "./postgres-user.ts";
import { canReach } from "./postgres-user.ts";
import { ServiceError, errorCode } from "./service-error.ts";
import { unwritable } from "./shared-process.ts";

/**
 * Makes the directory that holds PostgreSQL's data directory, and says where the data directory is to be: as wished,
 * or, when the account it runs as cannot get there (a project under /root), in a place that stays the same for the
 * same wish.
 */
export function homeForPostgres(wanted: string, account: Account | undefined, onNotice: (line: string) => void): string {
  const dataDir = path.resolve(wanted);
  const parent = makeWritable(path.dirname(dataDir));
  if (account === undefined || canReach(account, parent)) return path.join(parent, path.basename(dataDir));
  const name = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  const instead = path.join(makeWritable(path.join(commonRoot(), name)), path.basename(dataDir));
  onNotice(
    `The database is kept in ${instead}: as root, PostgreSQL runs as "${account.name}", which cannot enter ${parent}. Set HUIFANG_DATA_DIR to choose another place.`,
  );
  return instead;
}

/** A place of root's own that every account can reach, for what would otherwise lie under a closed directory. */
export function commonRoot(): string {
  for (const dir of ["/var/lib/huifang", path.join(os.tmpdir(), `huifang-${process.getuid?.() ?? "user"}`)]) {
    try {
      mkdirSync(dir, { recursive: true, mode: 0o711 });
      const { uid } = lstatSync(dir);
      // in /tmp, anybody could have made it before us, with programs of theirs inside
      if (lstatSync(dir).isDirectory() && uid === (process.getuid?.() ?? uid)) {
        chmodSync(dir, 0o711);
        return dir;
      }
    } catch {
      // read-only: the next one
    }
  }
  throw new ServiceError("Neither /var/lib/huifang nor a temporary directory can be written to. Set DATABASE_URL instead.");
}

function makeWritable(dir: string): string {
  try {
    const created = mkdirSync(dir, { recursive: true });
    // what we made ourselves may be passed through, whatever the umask: the files inside have their own modes
    for (let at = dir; created !== undefined && at.startsWith(created); at = path.dirname(at)) chmodSync(at, 0o711);
    accessSync(dir, constants.W_OK | constants.X_OK);
    return realpathSync(dir);
  } catch (fault) {
    throw unwritable(dir, errorCode(fault));
  }
}
