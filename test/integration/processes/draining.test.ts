import { request } from "node:http";
import { once } from "node:events";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { describe, expect, it } from "vitest";
import { listen } from "../../../bot/assembly/door.ts";

/** A door with one slow page and one stream that would never end. */
async function openDoor() {
  let finish = (): void => undefined;
  let streamsEnded = 0;
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const slow = new Promise<void>((resolve) => (finish = resolve));
  const app = new Hono();
  app.get("/slow", async (c) => {
    begin();
    await slow;
    return c.text("done");
  });
  app.get("/fast", (c) => c.text("done"));
  app.get("/events", (c) =>
    streamSSE(c, async (stream) => {
      let ended = (): void => undefined;
      const over = new Promise<void>((resolve) => (ended = resolve));
      stream.onAbort(() => {
        streamsEnded++;
        ended();
      });
      await stream.writeSSE({ event: "hello", data: "" });
      await over;
    }),
  );
  const door = await listen({ config: { HOST: "127.0.0.1", PORT: 0 } });
  door.serve(app.fetch);
  return { door, root: `http://127.0.0.1:${String(door.port)}`, begun, finish: () => finish(), streamsEnded: () => streamsEnded };
}

describe("a draining server", () => {
  it("finishes what it is answering, ends event streams with a hint when to come back, and takes nothing new", async () => {
    const { door, root, begun, finish, streamsEnded } = await openDoor();
    const stream = await fetch(`${root}/events`);
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain("event: hello");
    const asked = request(`${root}/slow`).end();
    await begun;
    const drained = door.drain(5_000);
    expect((await reader?.read())?.value).toMatch(/^retry: \d{3,4}\n\n$/);
    expect(await reader?.read()).toMatchObject({ done: true });
    await expect(fetch(`${root}/fast`)).rejects.toThrow();
    finish();
    const [response] = await once(asked, "response");
    expect(response.statusCode).toBe(200);
    response.resume();
    await drained;
    expect(streamsEnded()).toBe(1);
  });

  it("waits no longer than it may for what hangs", async () => {
    const { door, root, begun } = await openDoor();
    const asked = request(`${root}/slow`).end();
    const failed = once(asked, "error").then(([fault]) => String(fault));
    await begun;
    await door.drain(100);
    expect(await failed).toContain("socket hang up");
  });

  it("asks for a new connection next time as soon as it is to leave, while it still answers", async () => {
    const { door, root } = await openDoor();
    expect((await fetch(`${root}/fast`)).headers.get("connection")).not.toBe("close");
    door.leave();
    const response = await fetch(`${root}/fast`);
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect([response.status, response.headers.get("connection")]).toEqual([200, "close"]);
    await door.close();
  });
});
