import path from "node:path";
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

/**
 * The CLI's datasource, with `release` to call at the end. Its host "embedded" (prisma.config.ts) stands for a
 * database of our own in .huifang/authoring: apart from the one that `npm start` keeps, since `migrate dev` may offer
 * to reset it.
 */
export async function resolveDatasource(datasource) {
  const release = async () => undefined;
  if (!datasource.url || new URL(datasource.url).hostname !== "embedded") return { ...datasource, release };
  register();
  const { startEmbeddedPostgres } = await import("../../bot/services/embedded-postgres.ts");
  const base = process.env["HUIFANG_DATA_DIR"] ?? fileURLToPath(new URL("../../.huifang", import.meta.url));
  const server = await startEmbeddedPostgres({
    dataDir: path.join(base, "authoring", "postgres"),
    onNotice: (line) => process.stderr.write(`${line}\n`),
  });
  return { ...datasource, url: server.url, release: server.stop };
}
