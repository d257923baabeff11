import { Hono } from "hono";
import { expect, it } from "vitest";
import type { Bulletin } from "../../bot/app/ports.ts";
import { createPace } from "../../bot/channels/web/pace.ts";
import { chatEvents } from "../../bot/channels/web/chat-events.ts";
import { instant, minuteMs, plus } from "../../bot/domain/calendar.ts";

it("a HEAD request leaves no stream open behind it", async () => {
  let open = 0;
  let ended = 0;
  const bulletin: Bulletin = {
    publish: () => Promise.resolve(),
    subscribe: () => {
      open++;
      return () => {
        open--;
      };
    },
  };
  const app = new Hono().get("/events", (c) =>
    chatEvents(c, "chat", {
      bulletin,
      heartbeatMs: 20,
      stillOpen: () => Promise.resolve(true),
      ended: () => {
        ended++;
      },
    }),
  );
  for (let i = 0; i < 50; i++) expect((await app.request("/events", { method: "HEAD" })).status).toBe(200);
  expect([open, ended]).toEqual([0, 50]);
});

it("a chat takes thirty texts a minute, and goes on after it; another chat is not held up", () => {
  const mayWrite = createPace(1);
  const now = instant("2026-11-23T01:00:00Z");
  const taken = Array.from({ length: 40 }, () => mayWrite("a", now)).filter(Boolean);
  expect(taken).toHaveLength(30);
  expect(mayWrite("b", now)).toBe(true);
  expect(mayWrite("a", plus(now, minuteMs))).toBe(true);
});
