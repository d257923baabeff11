// Calls a webhook as the simulated provider would, so many at once, each signed; answers with the latencies.
import { Agent, request } from "undici";
import { isoInstant, systemNow } from "../../../bot/domain/calendar.ts";
import { signSim } from "../../../bot/channels/sim/signature.ts";
import { secretAddress } from "../../support/big-book.ts";
import type { LoadRequest } from "./load.ts";

const agent = new Agent({ pipelining: 1 });

process.on("message", (of: LoadRequest) => {
  void run(of).then((found) => process.send?.(found));
});
process.send?.("ready");

async function run({ url, secret, requests, atOnce, name }: LoadRequest): Promise<{ p50: number; p99: number; perSecond: number }> {
  const took: number[] = [];
  let next = 0;
  const began = performance.now();
  const walk = async (): Promise<void> => {
    while (next < requests) {
      const n = next++;
      const at = systemNow();
      const event = { type: "text", id: `${name}-${String(n)}`, from: secretAddress(1 + (n % 500)), at: isoInstant(at), text: "下个月十五号还五千" };
      const body = Buffer.from(JSON.stringify({ events: [event] }));
      const sent = performance.now();
      const answer = await request(url, {
        method: "POST",
        dispatcher: agent,
        body,
        headers: { "content-type": "application/json", "x-sim-signature": signSim(secret, body, at) },
      });
      await answer.body.dump();
      if (answer.statusCode !== 200) throw new Error(`answered ${String(answer.statusCode)}`);
      took.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, walk));
  const perSecond = (requests * 1_000) / (performance.now() - began);
  took.sort((a, b) => a - b);
  const percentile = (p: number): number => took[Math.min(took.length - 1, Math.floor(took.length * p))] ?? 0;
  return { p50: percentile(0.5), p99: percentile(0.99), perSecond };
}
