import { join } from "node:path";
import { repoRoot } from "../assembly/templates.ts";
import { readConfig } from "../config.ts";
import { startEmbeddedPostgres } from "../services/embedded-postgres.ts";
import { migrateDeploy } from "../services/migrate.ts";

export async function migrate(): Promise<void> {
  const config = readConfig(process.env);
  const given = config.DATABASE_ADMIN_URL ?? config.DATABASE_URL;
  const embedded = given === undefined ? await startEmbeddedPostgres({ dataDir: join(config.HUIFANG_DATA_DIR, "postgres") }) : undefined;
  try {
    const url = given ?? embedded?.url ?? "";
    const { applied, edited } = await migrateDeploy({
      url,
      dir: join(repoRoot, "prisma/migrations"),
      variable: config.DATABASE_ADMIN_URL ? "DATABASE_ADMIN_URL" : "DATABASE_URL",
    });
    for (const name of applied) console.log(`applied ${name}`);
    if (applied.length === 0) console.log("nothing to apply");
    for (const name of edited) console.error(`changed after it had been applied: ${name}`);
    if (edited.length > 0) process.exitCode = 1;
  } finally {
    await embedded?.stop();
  }
}
