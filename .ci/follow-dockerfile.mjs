// Does by hand what an engine would do with the Dockerfile: copies, runs and starts, in an empty directory, as a user
// who may write nowhere but in a temporary directory. Then it migrates a database, starts the server with production
// packages only, asks for its health, and ends it. Needs npm's registry; takes a few minutes.
//   node .ci/follow-dockerfile.mjs [directory]
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { register } from "tsx/esm/api";

const repo = path.resolve(import.meta.dirname, "..");
const root = process.argv[2] ?? mkdtempSync(path.join(os.tmpdir(), "huifang-image-"));
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const ignored = readFileSync(path.join(repo, ".dockerignore"), "utf8")
  .split("\n")
  .filter((line) => line && !/^[#!*]/.test(line));

/** One stage's file system below `root`, its directory and its environment. */
const stages = new Map();
let stage;
let health;
let entry = [];
let command = [];
const inside = (file, of = stage) => path.join(of.dir, path.isAbsolute(file) ? file : path.join(of.workdir, file));

for (const line of readFileSync(path.join(repo, "Dockerfile"), "utf8")
  .replaceAll(/\\\n\s*/g, "")
  .split("\n")) {
  const [, word, rest = ""] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
  switch (word) {
    case undefined:
      break;
    case "FROM": {
      const name = / AS (\S+)/.exec(rest)?.[1] ?? "last";
      stage = { dir: path.join(root, name), workdir: "/", env: {} };
      mkdirSync(stage.dir, { recursive: true });
      stages.set(name, stage);
      break;
    }
    case "WORKDIR":
      stage.workdir = rest;
      mkdirSync(inside("."), { recursive: true });
      break;
    case "ENV":
      Object.assign(stage.env, Object.fromEntries(rest.split(" ").map((pair) => pair.split("="))));
      break;
    case "COPY": {
      const words = rest.split(" ");
      const from = stages.get(/--from=(\S+)/.exec(rest)?.[1] ?? "");
      const files = words.filter((one) => !one.startsWith("--"));
      const to = files.pop();
      for (const file of files) {
        const target = to.endsWith("/") ? path.join(inside(to), path.basename(file)) : inside(to);
        const source = from ? inside(file, from) : path.join(repo, file);
        if (from) execFileSync("cp", ["-al", `${source}/.`, target]);
        else cpSync(source, target, { recursive: true, filter: (one) => !ignored.some((name) => path.relative(repo, one) === name) });
      }
      break;
    }
    case "RUN":
      console.log(`RUN ${rest}`);
      execFileSync("/bin/sh", ["-c", rest], { cwd: inside("."), stdio: "inherit", env: { PATH: process.env.PATH, HOME: os.tmpdir(), ...stage.env } });
      break;
    case "HEALTHCHECK":
      health = JSON.parse(/CMD (\[.*\])$/.exec(rest)[1]);
      break;
    case "ENTRYPOINT":
      entry = JSON.parse(rest);
      break;
    case "CMD":
      command = JSON.parse(rest);
      break;
    case "USER":
    case "EXPOSE":
      break;
    default:
      throw new Error(`not followed here: ${line}`);
  }
}
execFileSync("chmod", ["-R", "a+rX", root]);

register();
const { startEmbeddedPostgres } = await import("../bot/services/embedded-postgres.ts");
const { startPrivateRedis } = await import("../bot/services/private-redis.ts");
const data = mkdtempSync(path.join(os.tmpdir(), "huifang-image-data-"));
execFileSync("chmod", ["711", data]);
const postgres = await startEmbeddedPostgres({ dataDir: path.join(data, "postgres"), ephemeral: true });
const redis = await startPrivateRedis({ command: "redis-server", dataDir: data });
const temporary = mkdtempSync(path.join(os.tmpdir(), "huifang-image-tmp-"));
execFileSync("chmod", ["777", temporary]);
const port = process.env.PORT ?? "4239";
const env = {
  PATH: process.env.PATH,
  ...stage.env,
  TMPDIR: temporary,
  HUIFANG_DATA_DIR: path.join(temporary, "huifang"),
  DATABASE_URL: postgres.url,
  REDIS_URL: redis.url,
  HUIFANG_KEY: Buffer.alloc(32, 7).toString("base64"),
  READY_GRACE_SECONDS: "0",
  HOST: "127.0.0.1",
  PORT: port,
};
const run = (...words) => spawn(entry[0], [...entry.slice(1), ...words], { cwd: inside("."), env, stdio: "inherit", ...nobody });
const end = (child) => new Promise((done) => child.on("exit", (code) => done(code)));
let failed = false;
const check = (what, ok) => {
  console.log(`${ok ? "ok   " : "FAIL "} ${what}`);
  failed ||= !ok;
};
try {
  check("vitest and typescript are not in it", !existsSync(inside("node_modules/vitest")) && !existsSync(inside("node_modules/typescript")));
  check("migrate", (await end(run("migrate"))) === 0);
  const server = run(...command);
  const ended = end(server);
  let ready = 0;
  for (let looks = 0; looks < 240 && ready !== 200; looks++) {
    await new Promise((done) => setTimeout(done, 250));
    ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (r) => r.status,
      () => 0,
    );
  }
  check("/readyz", ready === 200);
  check("the health check", (await end(spawn(health[0], health.slice(1), { env, stdio: "inherit", ...nobody }))) === 0);
  const page = await fetch(`http://127.0.0.1:${port}/`, { redirect: "manual" });
  check(`the console answers (${page.status})`, page.status < 500);
  server.kill("SIGTERM");
  check("ends with 0 on SIGTERM", (await ended) === 0);
  console.log(execFileSync("du", ["-sh", inside(".")], { encoding: "utf8" }).trim());
} finally {
  await postgres.stop();
  await redis.stop();
  for (const dir of [data, temporary, ...(process.argv[2] ? [] : [root])]) rmSync(dir, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
