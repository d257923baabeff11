import { expect, it } from "vitest";
import { createWebChannel } from "../../bot/channels/web/web-channel.ts";
import { instant } from "../../bot/domain/calendar.ts";
import type { ContactPointId } from "../../bot/domain/ids.ts";
import { channelContract } from "./channel.contract.ts";

const clock = { now: () => instant("2026-11-22T01:00:00Z"), speed: 1 };
const silent = { publish: async () => undefined, subscribe: () => () => undefined };

channelContract("web", { create: () => createWebChannel({ bulletin: silent, clock }) });

const out = { messageId: "m-1", contactPointId: "c-1" as ContactPointId, address: "c-1", text: "您好" };
const signal = new AbortController().signal;

it("tells open pages of this contact point to look, by id only", async () => {
  const published: string[][] = [];
  const bulletin = { ...silent, publish: async (...said: string[]) => void published.push(said) };
  await createWebChannel({ bulletin, clock }).send(out, signal);
  expect(published).toEqual([["chat", "c-1"]]);
});

it("has delivered with the message row: a lost bulletin loses no message", async () => {
  const bulletin = { ...silent, publish: () => Promise.reject(new Error("down")) };
  const outcome = await createWebChannel({ bulletin, clock }).send(out, signal);
  expect(outcome).toEqual({ status: "sent", providerMessageId: "m-1", at: clock.now() });
});
