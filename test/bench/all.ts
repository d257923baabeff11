/** Every benchmark of the table in docs/performance.md, one after the other: `npm run bench [names …]`. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { prepareClient } from "../../bot/services/prepare.mjs";

const names = process.argv.length > 2 ? process.argv.slice(2) : ["gate", "checkins", "dispatch", "turn", "webhook", "plan", "forecast", "import"];

await prepareClient();
for (const name of names) {
  const { status } = spawnSync(process.execPath, ["--import", "tsx", path.join(import.meta.dirname, `${name}.bench.ts`)], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
