/** Backs up or restores, and dies by SIGKILL after so many tables: `backup|restore <url> <data> <keys> <tables>`. */
import { randomUUID } from "node:crypto";
import { systemNow } from "../../../bot/domain/calendar.ts";
import { connectPostgres } from "../../../bot/services/connect-postgres.ts";
import { migrateWithin } from "../../../bot/services/migrate.ts";
import { restoreBackup } from "../../../bot/store/keep/restore-backup.ts";
import { takeBackup } from "../../../bot/store/keep/take-backup.ts";
import { rootKeys } from "../../../bot/store/seal.ts";

const [mode, url = "", data = "", keys = "", count] = process.argv.slice(2);
const root = rootKeys(Buffer.alloc(32, 11));
let left = Number(count);
const onTable = (): void => {
  left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
};

const client = await connectPostgres(url);
if (mode === "backup") await takeBackup(client, { out: data, keysOut: keys, root, now: systemNow(), onTable });
else
  await restoreBackup(client, {
    from: data,
    keys,
    root,
    migrating: migrateWithin("prisma/migrations"),
    erasures: [],
    newId: <T extends string>() => randomUUID() as string as T,
    now: systemNow,
    force: true,
    stopped: true,
    onTable,
  });
await client.end();
