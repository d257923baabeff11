import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { withFileLock } from "./file-lock.mjs";

// Plain JavaScript on Node alone: it runs before the code that it generates can be loaded.

const root = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

/** Generates the Prisma client when the schema, or Prisma, has changed since it was last generated. */
export function prepareClient() {
  return whenChanged({
    what: "The Prisma client",
    sources: ["prisma/schema", "node_modules/prisma/package.json"],
    output: "bot/store/prisma",
    build: () => runNode(binOf("prisma", "prisma"), ["generate", "--no-hints"]),
  });
}

/** Builds the console into dist/console when its sources, or the installed packages, have changed. */
export async function prepareConsole() {
  if (!existsSync(path.join(root, "bot/console/index.html"))) return false;
  return whenChanged({
    what: "The console",
    sources: ["bot/console", "bot/domain", "node_modules/.package-lock.json"],
    output: "dist/console",
    build: async () => {
      // beside the old one, so that a running server never serves half a build
      const fresh = path.join(root, `dist/console.${process.pid}`);
      await runNode(binOf("vite", "vite"), ["build", "bot/console", "--outDir", fresh, "--emptyOutDir", "--logLevel", "warn"]);
      rmSync(path.join(root, "dist/console"), { recursive: true, force: true });
      renameSync(fresh, path.join(root, "dist/console"));
    },
  });
}

/**
 * Builds unless the stamp in the output says that it was built from these sources. Resolves to whether it was built.
 * @param {{ what: string, sources: string[], output: string, build: () => Promise<void> }} step
 */
async function whenChanged({ what, sources, output, build }) {
  const stamp = path.join(root, output, ".built-from");
  if (read(stamp) === hashOf(sources)) return false;
  const locks = path.join(root, "node_modules/.cache/huifang");
  mkdirSync(locks, { recursive: true });
  return withFileLock(
    path.join(locks, `${output.replaceAll("/", "-")}.lock`),
    async () => {
      const hash = hashOf(sources);
      if (read(stamp) === hash) return false; // built by another process while we waited
      try {
        await build();
      } catch (fault) {
        throw new Error(`${what} could not be built: ${String(fault.stderr || fault.stdout || fault.message).trim()}`, { cause: fault });
      }
      writeFileSync(stamp, hash);
      return true;
    },
    { waitMs: 180_000 },
  );
}

/** @param {string[]} sources files and folders, from the root */
function hashOf(sources) {
  const hash = createHash("sha256");
  for (const file of sources.flatMap(filesUnder))
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update("\0");
  return hash.digest("hex");
}

/** @param {string} from @returns {string[]} */
function filesUnder(from) {
  let entries;
  try {
    entries = readdirSync(path.join(root, from), { withFileTypes: true });
  } catch (fault) {
    if (fault.code === "ENOTDIR") return [from];
    if (fault.code === "ENOENT") return [];
    throw fault;
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(`${from}/${entry.name}`) : [`${from}/${entry.name}`]));
}

/** @param {string} script @param {string[]} args */
async function runNode(script, args) {
  await run(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, NO_UPDATE_NOTIFIER: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" },
  });
}

/** @param {string} name @param {string} bin */
function binOf(name, bin) {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const { bin: bins } = JSON.parse(readFileSync(file, "utf8"));
  return path.join(path.dirname(file), bins[bin]);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
