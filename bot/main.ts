/** The server process: pages, API and webhooks; jobs are the workers'. */
import { setTimeout as pause } from "node:timers/promises";
import { openAccounts } from "./assembly/accounts.ts";
import { openChannels } from "./assembly/channels.ts";
import { openCore } from "./assembly/core.ts";
import { listen } from "./assembly/door.ts";
import { openQueues } from "./assembly/queues.ts";
import { createMetrics } from "./assembly/observe/metrics.ts";
import { createStateMetrics } from "./assembly/observe/state-metrics.ts";
import { createReadiness } from "./assembly/readiness.ts";
import { serverApp } from "./assembly/server.ts";
import { openTelegram } from "./assembly/telegram.ts";
import { untilStopped, type Closing } from "./assembly/until-stopped.ts";
import { readConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { prepareConsole } from "./services/prepare.mjs";

export const server = (): Promise<void> => untilStopped(open);

async function open(closing: Closing): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.LOG_LEVEL);
  const door = await listen({ config });
  const [graceMs, drainMs] = [config.READY_GRACE_SECONDS * 1_000, config.DRAIN_SECONDS * 1_000];
  closing.push({ close: () => door.drain(drainMs), mostMs: drainMs + 500 });
  await prepareConsole();
  const core = await openCore(config, log, { connections: 10, migrations: "check" });
  closing.push(() => core.close());
  const queues = await openQueues(core);
  closing.splice(1, 0, () => queues.close());
  const channels = openChannels(core, `http://${config.HOST}:${String(door.port)}/sim-provider`);
  const lifecycle = { draining: false };
  const board = queues.openBoard();
  closing.splice(1, 0, async () => board?.close());
  const metrics = createMetrics();
  const metricsText = createStateMetrics({ core, depths: queues.queues.depths, metrics });
  const ready = createReadiness({ core, lifecycle, queuesAnswer: queues.answer, needsQueues: false });
  const app = serverApp({ core, wake: queues.queues.wake, channels, accounts: openAccounts(core, door.port), ready, metrics, metricsText, board });
  door.serve(app.fetch);
  const telegram = openTelegram(core)?.listen(app.receive);
  if (telegram) closing.splice(1, 0, () => telegram.close());
  // The balancer finds out first, and sends its next requests elsewhere; only then is the door closed.
  const leave = async (): Promise<void> => {
    lifecycle.draining = true;
    door.leave();
    log.info({ graceMs, drainMs }, "draining");
    await pause(graceMs);
  };
  closing.unshift({ close: leave, mostMs: graceMs + 500 });
  for (const line of [...core.said, queues.said, ...(telegram ? [telegram.said] : []), `Server: http://${config.HOST}:${String(door.port)}`]) console.log(line);
}
