import { randomBytes } from "node:crypto";
import type { Channel } from "../app/ports.ts";
import { createSimChannel } from "../channels/sim/sim-channel.ts";
import { createWebChannel } from "../channels/web/web-channel.ts";
import type { Core } from "./core.ts";
import { keptSecret } from "./installation.ts";
import { openTelegram } from "./telegram.ts";

/** The simulated provider's shared secret; it guards no real person, so the data directory keeps it. */
export const simSecret = ({ config }: Core): string =>
  config.SIM_SECRET ?? keptSecret(config.HUIFANG_DATA_DIR, "sim.secret", () => randomBytes(24).toString("base64url"));

/** Every channel of this installation by its name. `simRoot`: where the simulated provider listens. */
export function openChannels(core: Core, simRoot: string): ReadonlyMap<string, Channel> {
  const telegram = openTelegram(core);
  const channels = [
    createSimChannel({ apiRoot: core.config.SIM_API_ROOT ?? simRoot, secret: simSecret(core), clock: core.clock }),
    createWebChannel({ bulletin: core.bulletin, clock: core.clock }),
    ...(telegram ? [telegram.channel] : []),
  ];
  return new Map(channels.map((channel) => [channel.name, channel]));
}
