import { join } from "node:path";
import { migrationsDir } from "../assembly/core.ts";
import { runtimeRights } from "../assembly/runtime-rights.ts";
import { readConfig, type Config } from "../config.ts";
import { startEmbeddedPostgres } from "../services/embedded-postgres.ts";
import { grantRuntimeRole } from "../services/grant-runtime-role.ts";
import { migrateDeploy } from "../services/migrate.ts";

/** Brings the database up to date and, where two roles are given, gives the runtime role its rights: each time, since new tables come with none. */
export async function migrate(): Promise<void> {
  const config = readConfig(process.env);
  const given = config.DATABASE_ADMIN_URL ?? config.DATABASE_URL;
  const embedded = given === undefined ? await startEmbeddedPostgres({ dataDir: join(config.HUIFANG_DATA_DIR, "postgres") }) : undefined;
  try {
    const url = given ?? embedded?.url ?? "";
    const { applied, edited, unknown } = await migrateDeploy({
      url,
      dir: migrationsDir,
      variable: config.DATABASE_ADMIN_URL ? "DATABASE_ADMIN_URL" : "DATABASE_URL",
    });
    for (const name of applied) console.log(`applied ${name}`);
    if (applied.length === 0) console.log("nothing to apply");
    for (const name of unknown) console.log(`applied by a newer version: ${name}`);
    for (const name of edited) console.error(`changed after it had been applied: ${name}`);
    if (edited.length > 0) process.exitCode = 1;
    await grant(config);
  } finally {
    await embedded?.stop();
  }
}

async function grant({ DATABASE_ADMIN_URL: admin, DATABASE_URL: runtime }: Config): Promise<void> {
  if (admin === undefined || runtime === undefined) return;
  const granted = await grantRuntimeRole(admin, runtime, runtimeRights);
  if (granted.status === "same") {
    console.error(
      "DATABASE_URL and DATABASE_ADMIN_URL name one role. It owns the tables, so only a trigger keeps it from changing the log: give servers and workers a role of their own.",
    );
    return;
  }
  console.log(`granted to ${granted.role}: rows, but no change to the log and none to the schema`);
  if (granted.may.length > 0)
    console.error(`${granted.role} may more than it should, by other grants (is it an owner, a superuser, or a member of one?): ${granted.may.join(", ")}`);
}
