/** The worker process: jobs and clock, no pages. */
import { openChannels } from "../bot/assembly/channels.ts";
import { keepQuestionnaires } from "../bot/assembly/checkins.ts";
import { openCore } from "../bot/assembly/core.ts";
import { putInForce } from "../bot/assembly/policies-in-force.ts";
import { openQueues } from "../bot/assembly/queues.ts";
import { createMetrics } from "../bot/assembly/observe/metrics.ts";
import { createStateMetrics } from "../bot/assembly/observe/state-metrics.ts";
import { createReadiness } from "../bot/assembly/readiness.ts";
import { untilStopped, type Closing } from "../bot/assembly/until-stopped.ts";
import { openSideDoor } from "../bot/assembly/side-door.ts";
import { startWorker } from "../bot/assembly/worker.ts";
import { readConfig } from "../bot/config.ts";
import { createLog } from "../bot/log.ts";

export const worker = (): Promise<void> => untilStopped(open);

async function open(closing: Closing): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.LOG_LEVEL);
  const core = await openCore(config, log, { migrations: "check" });
  closing.push(() => core.close());
  const rules = [...(await putInForce(core, "worker", "newer")), ...(await keepQuestionnaires(core))];
  const queues = await openQueues(core);
  closing.unshift(() => queues.close());
  const channels = openChannels(core, `http://${config.HOST}:${String(config.PORT)}/sim-provider`);
  const lifecycle = { draining: false };
  const ready = createReadiness({ core, lifecycle, queuesAnswer: queues.answer, needsQueues: true });
  const metrics = createMetrics();
  const metricsText = createStateMetrics({ core, depths: queues.queues.depths, metrics });
  const side = await openSideDoor(config, { ready, metricsText });
  const working = startWorker({ core, ...queues, channels, metrics });
  const drainMs = config.DRAIN_SECONDS * 1_000;
  const finish = async (): Promise<void> => {
    lifecycle.draining = true;
    log.info({ drainMs }, "draining");
    await working.close();
  };
  // Kept open to the last: what supervises sees that it drains.
  closing.unshift({ close: finish, mostMs: drainMs });
  closing.push(() => side.close());
  for (const line of [...core.said, ...rules, queues.said, ...side.said, "Worker: ready"]) console.log(line);
}
