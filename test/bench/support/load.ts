import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { z } from "zod";

export interface LoadRequest {
  readonly url: string;
  readonly secret: string;
  readonly requests: number;
  readonly atOnce: number;
  /** Makes the provider's ids of this run new. */
  readonly name: string;
}

const foundForm = z.object({ p50: z.number(), p99: z.number(), perSecond: z.number() });

/** A caller in a process of its own; latencies in milliseconds. */
export async function startLoad(): Promise<{ run(of: LoadRequest): Promise<z.output<typeof foundForm>>; stop(): void }> {
  const child = fork(path.join(import.meta.dirname, "load-child.ts"), { execArgv: ["--import", "tsx"] });
  await once(child, "message");
  return {
    async run(of) {
      child.send({ ...of });
      const [found] = await once(child, "message");
      return foundForm.parse(found);
    },
    stop: () => void child.kill(),
  };
}
