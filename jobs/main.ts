/** The worker process: jobs and clock, no pages. */
import { openChannels } from "../bot/assembly/channels.ts";
import { openCore } from "../bot/assembly/core.ts";
import { openQueues } from "../bot/assembly/queues.ts";
import { untilStopped, type Closing } from "../bot/assembly/until-stopped.ts";
import { startWorker } from "../bot/assembly/worker.ts";
import { readConfig } from "../bot/config.ts";
import { createLog } from "../bot/log.ts";

export const worker = (): Promise<void> => untilStopped(open);

async function open(closing: Closing): Promise<void> {
  const config = readConfig(process.env);
  const core = await openCore(config, createLog(config.LOG_LEVEL));
  closing.push(() => core.close());
  const queues = await openQueues(core);
  closing.unshift(() => queues.close());
  const channels = openChannels(core, `http://${config.HOST}:${String(config.PORT)}/sim-provider`);
  const working = startWorker({ core, ...queues, channels });
  closing.unshift(() => working.close());
  for (const line of [...core.said, queues.said, "Worker: ready"]) console.log(line);
}
