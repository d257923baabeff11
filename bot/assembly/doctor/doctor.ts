/** What is wrong with this installation: looks at everything, changes nothing, stops at nothing. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, readConfig, type Config } from "../../config.ts";
import { installationNow } from "../../demo/demo-clock.ts";
import { toDate } from "../../domain/calendar.ts";
import { connectPostgres } from "../../services/connect-postgres.ts";
import { redisHealth } from "../../services/redis-health.ts";
import { findRedisCommand } from "../../services/redis-command.ts";
import { ServiceError } from "../../services/service-error.ts";
import { readErasureList } from "../../store/keep/erasure-list.ts";
import { healthFacts } from "../../store/keep/health-facts.ts";
import { openPostgres } from "../core.ts";
import { erasureListOf } from "../keeping.ts";
import { databaseFindings } from "./database.ts";
import { bad, ok, warn, type Finding } from "./finding.ts";
import { machineFindings } from "./machine.ts";
import { workFindings } from "./work.ts";

export async function examine(environment: Record<string, string | undefined>): Promise<Finding[]> {
  let config: Config;
  try {
    config = readConfig(environment);
  } catch (fault) {
    if (!(fault instanceof ConfigError)) throw fault;
    return fault.wrong.map((wrong) => bad("environment", wrong, "correct this variable"));
  }
  return [ok("environment", "every variable is well-formed"), ...(await machineFindings(config)), ...(await redis(config)), ...(await database(config))];
}

async function redis({ REDIS_URL: url, DATABASE_URL }: Config): Promise<Finding[]> {
  if (url === undefined) {
    const found = findRedisCommand();
    if ("missing" in found) return [warn("queues", `on PostgreSQL (${found.missing})`, "set REDIS_URL in production")];
    return [
      DATABASE_URL === undefined
        ? ok("queues", `${found.command} ${found.version}, started when needed`)
        : warn("queues", "REDIS_URL is not set", "several machines need one Redis"),
    ];
  }
  try {
    const { version, policy, appendOnly, memory } = await redisHealth(url);
    return [
      ok("queues", `Redis ${version}, ${memory} used`),
      policy === "noeviction"
        ? ok("redis memory", "noeviction")
        : bad("redis memory", `maxmemory-policy ${policy}: jobs may be thrown away`, "CONFIG SET maxmemory-policy noeviction"),
      appendOnly
        ? ok("redis persistence", "append-only file")
        : warn("redis persistence", "none: a restart forgets the queues", "appendonly yes; without it the next sweep finds what is due"),
    ];
  } catch {
    return [bad("queues", "REDIS_URL does not answer", "start Redis or correct REDIS_URL; the red button works without it")];
  }
}

async function database(config: Config): Promise<Finding[]> {
  if (config.DATABASE_URL === undefined && !existsSync(join(config.HUIFANG_DATA_DIR, "postgres")))
    return [warn("database", "none yet", "npm start makes an embedded one, or set DATABASE_URL")];
  try {
    const postgres = await openPostgres(config, []);
    try {
      const client = await connectPostgres(postgres.url);
      try {
        const { findings, installed } = await databaseFindings(client, config);
        if (!installed) return findings;
        const { rows } = await client.query<{ demo_clock: unknown }>("SELECT demo_clock FROM installation");
        const facts = await healthFacts(client, toDate(installationNow(rows[0]?.demo_clock)));
        return [...findings, ...workFindings(facts), erasureList(config, facts.erased)];
      } finally {
        await client.end();
      }
    } finally {
      await postgres.stop();
    }
  } catch (fault) {
    if (fault instanceof ServiceError) return [bad("database", fault.message, "nothing works without it")];
    // A column or table that this version knows and the database does not yet.
    return [bad("database", "could not be examined", "npx huifang migrate, then again (LOG_LEVEL=debug shows faults of other commands)")];
  }
}

function erasureList(config: Config, erased: number): Finding {
  const file = erasureListOf(config);
  try {
    const listed = existsSync(file) ? readErasureList(file).length : 0;
    if (listed < erased) return bad("list of the erased", `${String(erased - listed)} are not in ${file}`, "npx huifang erasures export");
    if (erased > 0 && config.HUIFANG_ERASURE_LIST === undefined)
      return warn("list of the erased", "lies in the data directory", "set HUIFANG_ERASURE_LIST to a place that is not lost with it");
    return ok("list of the erased", `${String(listed)} lines`);
  } catch {
    return bad("list of the erased", `${file} was changed or damaged`, "compare it with an older copy: a restore refuses it");
  }
}
