import { chmodSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Prisma's own schema engine is a native binary that its CLI downloads. Nothing but npm packages may be downloaded
// here, so the CLI is pointed at an equivalent built on the same engine's wasm package. Windows cannot start a script
// as an executable: there Prisma keeps its own way.
if (process.platform !== "win32" && !process.env["PRISMA_SCHEMA_ENGINE_BINARY"]) {
  const engine = fileURLToPath(new URL("./prisma/tooling/schema-engine.mjs", import.meta.url));
  makeExecutable(engine);
  process.env["PRISMA_SCHEMA_ENGINE_BINARY"] = engine;
}

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations", seed: "tsx prisma/seed.ts" },
  datasource: {
    // "embedded" is not a host: the schema engine then starts a database of its own in .huifang/authoring.
    url: process.env["DATABASE_ADMIN_URL"] ?? process.env["DATABASE_URL"] ?? "postgresql://postgres@embedded:5432/huifang",
  },
});

/** Archives and some file systems lose the executable bit; Prisma then fails with a bare EACCES. */
function makeExecutable(file: string): void {
  try {
    chmodSync(file, 0o755);
  } catch {
    // a read-only checkout: it either has the bit already, or Prisma says that it may not run the file
  }
}
