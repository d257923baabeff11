import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { Bulletin } from "../../app/ports.ts";

export interface ChatEventsDeps {
  readonly bulletin: Bulletin;
  /** Shorter than what proxies and mobile networks let idle connections live. */
  readonly heartbeatMs: number;
  /** Asked at every heartbeat: a link that has run out ends the stream. */
  stillOpen(): Promise<boolean>;
  /** Called once, when the stream is over. */
  ended(): void;
}

/** Server-sent events that say only *that* something changed; the page then reads since its cursor. */
export function chatEvents(c: Context, contactPointId: string, { bulletin, heartbeatMs, stillOpen, ended }: ChatEventsDeps): Response {
  c.header("x-accel-buffering", "no");
  // HEAD is answered by this handler too, and nobody would ever end its stream.
  if (c.req.raw.method === "HEAD") {
    ended();
    return c.body(null, 200);
  }
  return streamSSE(c, async (stream) => {
    let changed = true;
    let wake = (): void => undefined;
    const unsubscribe = bulletin.subscribe("chat", (id) => {
      if (id !== contactPointId) return;
      changed = true;
      wake();
    });
    stream.onAbort(() => wake());
    try {
      await stream.writeSSE({ event: "hello", data: "", retry: 3_000 });
      while (!stream.aborted) {
        // Said once on opening too: what came while nobody listened is then found.
        if (changed) {
          changed = false;
          await stream.writeSSE({ event: "change", data: "" });
        }
        const woken = await sleepUntil(
          heartbeatMs,
          () => changed || stream.aborted,
          (wakeUp) => (wake = wakeUp),
        );
        if (!woken) {
          if (!(await stillOpen())) break;
          await stream.writeSSE({ event: "heartbeat", data: "" });
        }
      }
    } finally {
      unsubscribe();
      ended();
    }
  });
}

/** True where woken, false where the time ran out. */
function sleepUntil(ms: number, already: () => boolean, onWake: (wakeUp: () => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    if (already()) return resolve(true);
    const timer = setTimeout(() => resolve(false), ms);
    onWake(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
