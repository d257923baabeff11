// Another Node process that uses a service: `node --import tsx service-child.ts postgres|redis DIR [UID]`. Says where
// the service is in one line of JSON, then waits for SIGTERM, stops and ends; or says what failed.
import { startEmbeddedPostgres } from "../../bot/services/embedded-postgres.ts";
import { startPrivateRedis } from "../../bot/services/private-redis.ts";
import { findRedisCommand } from "../../bot/services/redis-command.ts";

const [service, dataDir = "", uid] = process.argv.slice(2);
if (uid !== undefined) {
  process.setgid?.(Number(uid));
  process.setuid?.(Number(uid));
}
const notices: string[] = [];
try {
  const { pid, port, url, owned, stop } = await start();
  process.once("SIGTERM", () => void stop().then(() => process.exit(0)));
  setInterval(() => undefined, 60_000);
  console.log(JSON.stringify({ pid, port, url, owned, notices }));
} catch (fault) {
  console.log(JSON.stringify({ failed: fault instanceof Error ? `${fault.name}: ${fault.message}` : "no error" }));
}

async function start() {
  if (service === "postgres") return startEmbeddedPostgres({ dataDir, onNotice: (line) => notices.push(line) });
  const found = findRedisCommand();
  if ("missing" in found) throw new Error(found.missing);
  return startPrivateRedis({ command: found.command, dataDir });
}
