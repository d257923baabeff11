import { connectPostgres, withDatabase } from "../../bot/services/connect-postgres.ts";
import { startEmbeddedPostgres } from "../../bot/services/embedded-postgres.ts";
import { migrateDeploy } from "../../bot/services/migrate.ts";
import path from "node:path";
import { makeTestDirectory } from "./test-directory.ts";

export const TEMPLATE = "huifang_template";

/** A throw-away server holding the migrated template database. `durable`: it syncs as a real one does, for benchmarks. */
export async function startTestPostgres({ durable = false } = {}): Promise<{ url: string; stop: () => Promise<void> }> {
  const directory = makeTestDirectory("postgres");
  const server = await startEmbeddedPostgres({ dataDir: path.join(directory.path, "postgres"), ephemeral: !durable });
  await createTemplate(server.url);
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      directory.remove();
    },
  };
}

async function createTemplate(url: string): Promise<void> {
  const client = await connectPostgres(url);
  try {
    await client.query(`CREATE DATABASE ${TEMPLATE}`);
    await migrateDeploy({ url: withDatabase(url, TEMPLATE), dir: "prisma/migrations" });
  } finally {
    await client.end();
  }
}
