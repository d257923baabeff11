/** The server process: pages, API and webhooks; jobs are the workers'. */
import { openChannels } from "./assembly/channels.ts";
import { openCore } from "./assembly/core.ts";
import { openQueues } from "./assembly/queues.ts";
import { listen, serverApp } from "./assembly/server.ts";
import { closeAll, untilStopped } from "./assembly/until-stopped.ts";
import { readConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { prepareConsole } from "./services/prepare.mjs";

export async function server(): Promise<void> {
  const config = readConfig(process.env);
  const door = await listen({ config });
  await prepareConsole();
  const core = await openCore(config, createLog(config.LOG_LEVEL), { connections: 10 });
  const queues = await openQueues(core);
  const channels = openChannels(core, `http://${config.HOST}:${String(door.port)}/sim-provider`);
  door.serve(serverApp({ core, wake: queues.queues.wake, channels }).fetch);
  for (const line of [...core.said, queues.said, `Server: http://${config.HOST}:${String(door.port)}`]) console.log(line);
  untilStopped(() => closeAll([() => door.close(), () => queues.close(), () => core.close()]));
}
