/**
 * How soon a webhook is acknowledged under load (signature, insert with its log entry, 200) beside a route that only
 * verifies and one that verifies and inserts one row: `npm run bench:webhook`. BENCH_REQUESTS a round and side,
 * BENCH_AT_ONCE in flight; they come from a process of their own.
 */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import pg from "pg";
import { createWebhooks } from "../../bot/api/webhooks.ts";
import { createReceive } from "../../bot/app/receive/receive.ts";
import { createSimChannel } from "../../bot/channels/sim/sim-channel.ts";
import { day, systemNow } from "../../bot/domain/calendar.ts";
import { createReceiveStore } from "../../bot/store/receive/receive-store.ts";
import { bigBook, openInstallation } from "../support/big-book.ts";
import { figure, interleaved, median, report, size, type Figure } from "./support/compare.ts";
import { startLoad } from "./support/load.ts";
import { openPostgres } from "./support/services.ts";

const requests = size("REQUESTS", 600);
const atOnce = size("AT_ONCE", 16);
const rounds = size("ROUNDS", 3);
const secret = "a-secret-of-the-bench";

const postgres = await openPostgres();
const fresh = await postgres.fresh();
const clock = { now: systemNow, speed: 1 };
const book = await openInstallation({ clock, hours: { from: "09:00", to: "18:00" }, database: fresh, connections: atOnce + 4 });
const pool = new pg.Pool({ connectionString: fresh.url, max: atOnce });
pool.on("error", () => undefined);
const load = await startLoad();
try {
  const { core } = book;
  await book.import({ loans: bigBook({ borrowers: 500, zone: "UTC", dueOn: day("2026-11-25") }) });
  await pool.query("CREATE TABLE bare_event (provider_id text PRIMARY KEY, payload text, at timestamptz)");
  const sim = createSimChannel({ apiRoot: "http://127.0.0.1:9", secret, clock });
  const receive = createReceive({ ...core, clock, store: createReceiveStore(core), wake: async () => undefined });
  const app = new Hono();
  app.route("/", createWebhooks({ channels: new Map([["sim", sim]]), receive, log: core.log }));
  const bare = (path: string, keep: (id: string, text: string) => Promise<unknown>) =>
    app.post(path, async (c) => {
      const read = sim.readWebhook({ headers: c.req.raw.headers, rawBody: new Uint8Array(await c.req.arrayBuffer()) });
      if (read.status !== "read") return c.text("refused", 401);
      for (const item of read.items) if (item.kind === "text") await keep(item.providerId, item.text);
      return c.json({ stored: read.items.length });
    });
  bare("/bare", async () => undefined);
  bare("/insert", (id, text) => pool.query({ name: "bare", text: "INSERT INTO bare_event VALUES ($1, $2, now()) ON CONFLICT DO NOTHING", values: [id, text] }));
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise((listening) => server.once("listening", listening));
  const address = server.address();
  const root = `http://127.0.0.1:${typeof address === "object" ? String(address?.port) : ""}`;

  const latencies = { webhook: [] as { p50: number; p99: number }[], bare: [] as { p50: number; p99: number }[], insert: [] as { p50: number; p99: number }[] };
  const side = (name: keyof typeof latencies, path: string) => async (round: number) => {
    const found = await load.run({ url: root + path, secret, requests, atOnce, name: `${name}-${String(round)}` });
    if (round > 0) latencies[name].push(found);
    return found.perSecond;
  };
  const measured = await interleaved(
    { webhook: side("webhook", "/channels/sim/webhook"), bare: side("bare", "/bare"), insert: side("insert", "/insert") },
    { rounds },
  );
  const figures: Figure[] = [figure("acknowledged", "/s", measured.webhook, { name: "verify and insert one row", values: measured.insert })];
  for (const p of ["p50", "p99"] as const) {
    for (const [name, against] of [
      ["verify only", latencies.bare],
      ["verify and insert one row", latencies.insert],
    ] as const)
      figures.push(
        figure(
          `${p} of the acknowledgement`,
          "ms",
          latencies.webhook.map((l) => l[p]),
          { name, values: against.map((l) => l[p]) },
        ),
      );
  }
  report(
    `Webhooks, ${String(atOnce)} in flight (median of rounds; p99 of the worst round ${median([Math.max(...latencies.webhook.map((l) => l.p99))]).toFixed(0)} ms)`,
    figures,
  );
  server.close();
} finally {
  load.stop();
  await pool.end();
  await book.close();
  await postgres.close();
}
