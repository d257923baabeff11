/** What the database says of itself: reachable, version, rights, clock, migrations, key. */
import type pg from "pg";
import { systemNow } from "../../domain/calendar.ts";
import type { Config } from "../../config.ts";
import { compareMigrations, recordedMigrations } from "../../services/check-migrations.ts";
import { rootKeys } from "../../store/seal.ts";
import { migrationsDir } from "../core.ts";
import { bad, ok, warn, type Finding } from "./finding.ts";

interface Row {
  version: number;
  shown: string;
  may_update: boolean | null;
  may_delete: boolean | null;
  superuser: boolean;
  trigger: boolean;
  at: number;
}

const oldestServer = 150_000;
const skewMs = 2_000;

/** Empty where the database holds no installation yet. */
export async function databaseFindings(client: pg.ClientBase, config: Config): Promise<{ findings: Finding[]; installed: boolean }> {
  const asked = systemNow();
  const { rows } = await client.query<Row>(`
    SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS shown,
      has_table_privilege(to_regclass('log_entry'), 'UPDATE') AS may_update, has_table_privilege(to_regclass('log_entry'), 'DELETE') AS may_delete,
      (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser,
      (SELECT count(*) = 2 FROM pg_trigger WHERE tgrelid = to_regclass('log_entry') AND tgname LIKE 'log_entry_%' AND tgenabled = 'O') AS trigger,
      (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at`);
  const [row] = rows;
  if (!row) throw new Error("a query without a row");
  const installed = row.may_update !== null;
  const findings = [version(row), skew(row, asked)];
  if (!installed) return { findings: [...findings, warn("migrations", "none applied", "npx huifang migrate")], installed };
  return { findings: [...findings, logRights(row, config), ...(await migrations(client)), await key(client, config)], installed };
}

const version = ({ version: n, shown }: Row): Finding =>
  n >= oldestServer ? ok("database", `PostgreSQL ${shown}`) : bad("database", `PostgreSQL ${shown}`, "Huifang needs PostgreSQL 15 or newer");

/** Half of the way there and back is not a difference of clocks. */
function skew({ at }: Row, asked: number): Finding {
  const now = systemNow();
  const off = at < asked ? asked - at : at > now ? at - now : 0;
  if (off <= skewMs) return ok("clocks", "this machine and the database agree");
  return bad("clocks", `this machine and the database differ by ${(off / 1000).toFixed(1)} s`, "run NTP on both: contact hours and budgets depend on it");
}

function logRights({ may_update, may_delete, superuser, trigger }: Row, { DATABASE_URL, DATABASE_ADMIN_URL }: Config): Finding {
  if (!trigger)
    return bad("log", "its triggers are gone: entries could be changed", "find out who removed them, then restore or run the first migration's triggers again");
  if (!may_update && !may_delete) return ok("log", "this role cannot change entries");
  if (DATABASE_URL === undefined) return ok("log", "append-only by its triggers (embedded database)");
  const who = superuser ? "the role in DATABASE_URL is a superuser" : "the role in DATABASE_URL may update or delete log entries";
  const advice =
    DATABASE_ADMIN_URL === undefined
      ? "give the owner as DATABASE_ADMIN_URL, and a role without these rights as DATABASE_URL"
      : "revoke UPDATE and DELETE on log_entry from it";
  return bad("log", who, `${advice} (docs/operate.md)`);
}

async function migrations(client: pg.ClientBase): Promise<Finding[]> {
  const { rows } = await client.query<{ migration_name: string; finished_at: Date | null }>(recordedMigrations);
  const failed = rows.filter(({ finished_at }) => finished_at === null);
  const { missing, unknown, edited } = compareMigrations(rows, migrationsDir);
  if (failed.length > 0)
    return [bad("migrations", `${failed.map((row) => row.migration_name).join(", ")} failed`, "mend what it needs, then: npx prisma migrate resolve")];
  if (edited.length > 0) return [bad("migrations", `changed after they had been applied: ${edited.join(", ")}`, "restore the files")];
  if (unknown.length > 0) return [bad("migrations", "the database is newer than this version of Huifang", "run the newer version")];
  if (missing.length > 0) return [warn("migrations", `${String(missing.length)} missing`, "npx huifang migrate, or start")];
  return [ok("migrations", `all ${String(rows.length)} applied`)];
}

async function key(client: pg.ClientBase, { HUIFANG_KEY }: Config): Promise<Finding> {
  const { rows } = await client.query<{ key_fingerprint: string }>("SELECT key_fingerprint FROM installation");
  const expected = rows[0]?.key_fingerprint;
  if (expected === undefined) return warn("key", "no installation yet", "it is made at the first start");
  if (!HUIFANG_KEY) return ok("key", "kept in the data directory");
  const { fingerprint } = rootKeys(HUIFANG_KEY);
  return fingerprint === expected
    ? ok("key", `its fingerprint fits (${fingerprint})`)
    : bad(
        "key",
        `another key than this database was made with (fingerprint ${fingerprint}, expected ${expected})`,
        "set the right HUIFANG_KEY: nothing can be read with this one",
      );
}
