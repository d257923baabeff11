/** What can be seen without a database: Node, environment, data directory, disk, zones, templates, generated client. */
import { existsSync, statSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { day, instantAt, isoInstant, zone } from "../../domain/calendar.ts";
import type { Config } from "../../config.ts";
import { checkTemplates } from "../../templates/check-templates.ts";
import { repoRoot, templatesDir } from "../templates.ts";
import { bad, ok, warn, type Finding } from "./finding.ts";

export async function machineFindings(config: Config): Promise<Finding[]> {
  return [node(), ...dataDir(config), disk(config), zones(), await templates(config), client(), publicUrl(config), ...channels(config)];
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const fits = major > 20 || (major === 20 && minor >= 19);
  return fits ? ok("node", process.versions.node) : bad("node", process.versions.node, "install Node 20.19 or newer");
}

const secrets = ["huifang.key", "sim.secret", "postgres.password"];

function dataDir({ HUIFANG_DATA_DIR: dir, HUIFANG_KEY: key, DATABASE_URL: url }: Config): Finding[] {
  const found: Finding[] = [];
  if (url !== undefined && !key) found.push(bad("key", "HUIFANG_KEY is not set", "with DATABASE_URL the key must be given"));
  if (!existsSync(dir))
    return [
      ...found,
      url === undefined ? warn("data directory", "not there yet", "it is made at the first start") : ok("data directory", "none, and none is needed"),
    ];
  // Off Windows only: there modes say nothing.
  const open = process.platform === "win32" ? [] : secrets.filter((name) => existsSync(join(dir, name)) && (statSync(join(dir, name)).mode & 0o077) !== 0);
  if (open.length > 0) found.push(bad("data directory", `others may read ${open.join(", ")}`, `chmod 600 ${open.map((name) => join(dir, name)).join(" ")}`));
  else found.push(ok("data directory", "secrets are their owner's only"));
  return found;
}

/** Backups, the embedded database and its log grow there. */
const littleBytes = 2e9;

function disk({ HUIFANG_DATA_DIR: dir }: Config): Finding {
  const { bavail, bsize } = statfsSync(existsSync(dir) ? dir : ".");
  const free = bavail * bsize;
  const said = `${(free / 1e9).toFixed(1)} GB free`;
  return free > littleBytes ? ok("disk", said) : bad("disk", said, "make room: a full disk stops the database");
}

/** A zone whose clocks change, on both sides: what an old or small zone table gets wrong. */
function zones(): Finding {
  const noon = (text: string): string => isoInstant(instantAt(day(text), 720, zone("America/New_York")));
  const right = noon("2026-01-15").startsWith("2026-01-15T17:00") && noon("2026-07-15").startsWith("2026-07-15T16:00");
  return right ? ok("time zones", "known to this Node") : bad("time zones", "this Node knows no time zones", "use a Node with full ICU");
}

async function templates({ HUIFANG_TEMPLATES: dir }: Config): Promise<Finding> {
  const problems = await checkTemplates(dir ?? templatesDir).catch(() => undefined);
  if (problems === undefined) return bad("templates", "cannot be read", "correct HUIFANG_TEMPLATES");
  return problems.length === 0 ? ok("templates", "all fit") : bad("templates", `${String(problems.length)} problems`, "npx huifang templates check");
}

/** The command line makes the client anew when a schema file changed; a server that was copied may not have. */
function client(): Finding {
  const made = join(repoRoot, "bot/store/prisma/client.ts");
  return existsSync(made) ? ok("database client", "generated") : bad("database client", "not generated", "npm run generate");
}

function publicUrl({ PUBLIC_URL: url, DATABASE_URL: database }: Config): Finding {
  if (url === undefined)
    return database === undefined
      ? ok("public address", "none: on this machine only")
      : warn("public address", "PUBLIC_URL is not set", "links to borrowers and webhooks need it");
  if (url.startsWith("https:")) return ok("public address", "https");
  return ["127.0.0.1", "localhost", "::1"].includes(new URL(url).hostname)
    ? ok("public address", "this machine")
    : bad("public address", "not https", "put a proxy with TLS before it");
}

function channels(config: Config): Finding[] {
  const used: Finding[] = [ok("channel web", "needs nothing")];
  used.push(config.SIM_API_ROOT === undefined ? ok("channel sim", "the simulated provider of `start`") : ok("channel sim", "SIM_API_ROOT is set"));
  return used;
}
