import pg from "pg";
import type { Bulletin, Logger } from "../app/ports.ts";
import { sql, type Database } from "./database.ts";

const reconnectMs = 1_000;

/** PostgreSQL's LISTEN/NOTIFY: reaches every process, carries ids only, may lose what happens while disconnected. */
export function createBulletin(database: Database, url: string, log: Logger): Bulletin & { close(): Promise<void> } {
  const heard = new Map<string, Set<(id: string) => void>>([
    ["chat", new Set()],
    ["console", new Set()],
    ["outward", new Set()],
  ]);
  let client: pg.Client | undefined;
  let closed = false;
  let listening = false;

  const listen = async (): Promise<void> => {
    if (closed) return;
    const fresh = new pg.Client({ connectionString: url, application_name: "huifang bulletin" });
    fresh.on("notification", ({ channel, payload }) =>
      heard.get(channel.replace("huifang_", ""))?.forEach((hear) => {
        hear(payload ?? "");
      }),
    );
    fresh.on("error", (fault) => {
      log.debug({ fault: fault.name }, "bulletin connection lost");
    });
    fresh.on("end", () => {
      if (!closed) setTimeout(() => void listen(), reconnectMs).unref();
    });
    try {
      await fresh.connect();
      client = fresh;
      await fresh.query("LISTEN huifang_chat; LISTEN huifang_console; LISTEN huifang_outward");
    } catch {
      // "end" is heard only of connections that began.
      if (!closed && client !== fresh) setTimeout(() => void listen(), reconnectMs).unref();
    }
  };

  return {
    async publish(topic, id) {
      await database.$executeRaw(sql`SELECT pg_notify(${`huifang_${topic}`}, ${id})`);
    },
    subscribe(topic, hear) {
      if (!listening) {
        listening = true;
        void listen();
      }
      const listeners = heard.get(topic);
      listeners?.add(hear);
      return () => void listeners?.delete(hear);
    },
    async close() {
      closed = true;
      await client?.end();
    },
  };
}
