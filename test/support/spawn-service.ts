import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";

const Said = z.union([
  z.object({ failed: z.string() }),
  z.object({ pid: z.number(), port: z.number(), url: z.string(), owned: z.boolean(), notices: z.array(z.string()) }),
]);
export type Said = z.infer<typeof Said>;

export interface ServiceProcess {
  said: Said;
  /** Sends the signal to the Node process (not to the service) and waits until it has ended. */
  end: (signal: NodeJS.Signals) => Promise<void>;
}

/** Uses a service from another Node process, `uid` being the user that it runs as (for root only). */
export async function spawnService(service: "postgres" | "redis", dataDir: string, uid?: number): Promise<ServiceProcess> {
  const script = path.resolve("test/support/service-child.ts");
  const user = uid === undefined ? [] : [String(uid)];
  const child = spawn(process.execPath, ["--import", "tsx", script, service, dataDir, ...user], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const [line] = z.tuple([z.string()]).parse(await once(createInterface({ input: child.stdout }), "line"));
  return {
    said: Said.parse(JSON.parse(line)),
    end: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

/** The service that the process uses; throws what it said when it has none. */
export function serviceOf({ said }: ServiceProcess): Exclude<Said, { failed: string }> {
  if ("failed" in said) throw new Error(said.failed);
  return said;
}
