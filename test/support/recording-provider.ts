import { createServer, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Channel, OutboundText, SendOutcome } from "../../bot/app/ports.ts";
import { randomOf, type Random } from "../../bot/channels/sim/persons/random.ts";

/** A send as the provider saw it. `lost`: taken, but its answer never reached the sender. */
export interface Recorded {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly became: "accepted" | "lost" | "refused";
}

export interface RecordingProvider {
  readonly root: string;
  readonly sends: readonly Recorded[];
  close(): Promise<void>;
}

const body = z.object({ id: z.string(), to: z.string(), text: z.string() });

/** A provider over HTTP with a bad day: slow, busy, and now and then gone in the middle of an answer. */
export async function startRecordingProvider(seed: string, day: "bad" | "good" = "bad"): Promise<RecordingProvider> {
  const random = randomOf(seed);
  const sends: Recorded[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    let text = "";
    request
      .setEncoding("utf8")
      .on("data", (chunk: string) => (text += chunk))
      .on("end", () => {
        const sent = body.parse(JSON.parse(text));
        const became = day === "bad" ? fate(random) : "accepted";
        sends.push({ ...sent, became });
        void answer(response, became, sent.id, random).catch(() => undefined);
      });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return {
    root: `http://127.0.0.1:${String(address.port)}`,
    sends,
    close: () =>
      new Promise((resolve) => {
        sockets.forEach((socket) => socket.destroy());
        server.close(() => resolve());
      }),
  };
}

function fate(random: Random): Recorded["became"] {
  const x = random();
  return x < 0.02 ? "lost" : x < 0.08 ? "refused" : "accepted";
}

async function answer(response: ServerResponse, became: Recorded["became"], id: string, random: Random): Promise<void> {
  await pause(Math.floor(random() * 25));
  if (became === "lost") {
    response.socket?.resetAndDestroy();
    return;
  }
  const headers = { "content-type": "application/json", "retry-after": "1" };
  if (became === "accepted") response.writeHead(200, headers).end(JSON.stringify({ providerMessageId: `p-${id}` }));
  // The channel's two documented refusals: 429, and 503 that says that nothing was taken.
  else if (random() < 0.5) response.writeHead(429, headers).end("{}");
  else response.writeHead(503, headers).end('{"accepted":false}');
}

export interface RecordingChannel extends Channel {
  readonly sends: readonly (OutboundText & { readonly outcome: SendOutcome })[];
}

/** The same within this process: `outcome` decides, and may wait. */
export function recordingChannel(outcome: (out: OutboundText) => SendOutcome | Promise<SendOutcome> = accepted): RecordingChannel {
  const sends: (OutboundText & { outcome: SendOutcome })[] = [];
  return {
    name: "sim",
    perSecond: Number.POSITIVE_INFINITY,
    sends,
    async send(out) {
      const result = await outcome(out);
      sends.push({ ...out, outcome: result });
      return result;
    },
    readWebhook: () => ({ status: "refused" }),
  };
}

export const accepted = (out: OutboundText): SendOutcome => ({ status: "sent", providerMessageId: `p-${out.messageId}` });
