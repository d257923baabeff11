/** The server process: pages, API and webhooks; jobs are the workers'. */
import { openChannels } from "./assembly/channels.ts";
import { openCore } from "./assembly/core.ts";
import { openQueues } from "./assembly/queues.ts";
import { listen, serverApp } from "./assembly/server.ts";
import { untilStopped, type Closing } from "./assembly/until-stopped.ts";
import { readConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { prepareConsole } from "./services/prepare.mjs";

export const server = (): Promise<void> => untilStopped(open);

async function open(closing: Closing): Promise<void> {
  const config = readConfig(process.env);
  const door = await listen({ config });
  closing.push(() => door.close());
  await prepareConsole();
  const core = await openCore(config, createLog(config.LOG_LEVEL), { connections: 10 });
  closing.push(() => core.close());
  const queues = await openQueues(core);
  closing.splice(1, 0, () => queues.close());
  const channels = openChannels(core, `http://${config.HOST}:${String(door.port)}/sim-provider`);
  door.serve(serverApp({ core, wake: queues.queues.wake, channels }).fetch);
  for (const line of [...core.said, queues.said, `Server: http://${config.HOST}:${String(door.port)}`]) console.log(line);
}
