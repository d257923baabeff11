import { serve } from "@hono/node-server";
import type { Hono } from "hono";
import type { Bulletin, ChatMessage, ChatStore, InboundFile, InboundItem, Receive, ReceiveFile } from "../../bot/app/ports.ts";
import { createChatPages } from "../../bot/channels/web/chat-pages.ts";
import { instant, plus, type Instant } from "../../bot/domain/calendar.ts";
import type { BorrowerId, ContactPointId } from "../../bot/domain/ids.ts";

export interface FakeChat {
  readonly app: Hono;
  /** What the page handed in, in order and without replays. */
  readonly received: InboundItem[];
  readonly files: InboundFile[];
  /** How the next file is answered. */
  answerFile: Awaited<ReturnType<ReceiveFile>>;
  readonly messages: ChatMessage[];
  /** We say something; open pages hear of it. */
  say(text: string): Promise<void>;
  now: Instant;
  expired: boolean;
  locale: string;
}

export const token = "tok_2a5f0c";
export const contactPointId = "0a0f9a54-3c55-4a0e-9f6c-2f3c4a5b6c7d" as ContactPointId;

/** The chat pages over an in-memory store that keeps the contract of `ChatStore` and `Receive`. */
export function createFakeChat(heartbeatMs = 15_000): FakeChat {
  const listeners = new Set<(id: string) => void>();
  const bulletin: Bulletin = {
    publish: async (_topic, id) => listeners.forEach((heard) => heard(id)),
    subscribe: (_topic, heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
  };
  const changes: string[] = [];
  const chat: ChatStore = {
    byToken: async (given) =>
      given === token && !fake.expired ? { contactPointId, borrowerId: "b" as BorrowerId, address: "web:b", locale: fake.locale } : undefined,
    messages: async (_contactPointId, after) => {
      const changed = new Set(after === undefined ? changes : changes.slice(Number(after)));
      return { messages: fake.messages.filter((m) => changed.has(m.id)), cursor: String(changes.length) };
    },
  };
  const receive: Receive = async (_channel, items) => {
    const fresh = items.filter((item) => !fake.received.some((r) => r.providerId === item.providerId));
    for (const item of fresh) {
      fake.received.push(item);
      if (item.kind === "text") add({ id: item.providerId, from: "borrower", text: item.text, at: item.at, state: "received" });
      else if (item.kind === "receipt") changeState(item.messageId ?? "", item.state);
    }
    return { stored: fresh.length, known: items.length - fresh.length, nobody: 0 };
  };
  const receiveFile: ReceiveFile = async (_channel, file) => {
    fake.files.push(file);
    if (fake.answerFile.status === "stored") add({ id: file.providerId, from: "borrower", text: "[photo]", at: file.at, state: "received" });
    return fake.answerFile;
  };
  const add = (message: ChatMessage): void => {
    fake.messages.push(message);
    changes.push(message.id);
  };
  const changeState = (id: string, state: string): void => {
    const at = fake.messages.findIndex((m) => m.id === id);
    const old = fake.messages[at];
    if (!old) return;
    fake.messages[at] = { ...old, state };
    changes.push(id);
  };
  const clock = { now: () => (fake.now = plus(fake.now, 1_000)), speed: 1 };
  const fake: FakeChat = {
    app: createChatPages({ chat, receive, receiveFile, bulletin, clock, lender: { name: "安和小贷 Anhe Credit", phone: "400-000-0000" }, heartbeatMs }),
    received: [],
    files: [],
    answerFile: { status: "stored" },
    messages: [],
    say: async (text) => {
      add({ id: `m-${fake.messages.length}`, from: "us", text, at: clock.now(), state: "sent" });
      await bulletin.publish("chat", contactPointId);
    },
    now: instant("2026-11-22T01:00:00Z"),
    expired: false,
    locale: "zh-CN",
  };
  return fake;
}

/** On 127.0.0.1; port 0 is any free one. */
export async function listen(app: Hono, port = 0): Promise<{ root: string; port: number; stop: () => Promise<void> }> {
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port });
  await new Promise<void>((resolve) => server.once("listening", () => resolve()));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      if ("closeAllConnections" in server) server.closeAllConnections();
    });
  return { root: `http://127.0.0.1:${address.port}`, port: address.port, stop };
}
