import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { Bulletin } from "../app/ports.ts";

/** Server-sent events that say only that something changed; the page then reads again. Ids, never data. */
export function consoleEvents(c: Context, bulletin: Bulletin, heartbeatMs: number): Response {
  c.header("x-accel-buffering", "no");
  // HEAD is answered by this handler too, and nobody would ever end its stream.
  if (c.req.raw.method === "HEAD") return c.body(null, 200);
  return streamSSE(c, async (stream) => {
    let changed = false;
    let wake = (): void => undefined;
    const unsubscribe = bulletin.subscribe("console", () => {
      changed = true;
      wake();
    });
    stream.onAbort(() => wake());
    try {
      // On (re)connecting too: what changed while nobody listened is then found.
      await stream.writeSSE({ event: "change", data: "", retry: 3_000 });
      while (!stream.aborted) {
        await untilWoken(
          heartbeatMs,
          () => changed || stream.aborted,
          (wakeUp) => (wake = wakeUp),
        );
        await stream.writeSSE({ event: changed ? "change" : "heartbeat", data: "" });
        changed = false;
      }
    } finally {
      unsubscribe();
    }
  });
}

function untilWoken(ms: number, already: () => boolean, onWake: (wakeUp: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    if (already()) return resolve();
    const timer = setTimeout(resolve, ms);
    onWake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
