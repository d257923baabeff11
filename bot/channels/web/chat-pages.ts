import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import type { Bulletin, ChatMessage, ChatStore, Clock, Receive, ReceiveFile } from "../../app/ports.ts";
import { cleanText } from "../clean-text.ts";
import { chatAssets } from "./assets.ts";
import { chatEvents } from "./chat-events.ts";
import { chatPage, expiredPage } from "./page.ts";
import { pageHeaders } from "./page-headers.ts";
import { createPace } from "./pace.ts";
import { problem } from "./problem.ts";
import { stringsFor, type PageStrings } from "./strings.ts";

export interface ChatPagesDeps {
  readonly chat: ChatStore;
  readonly receive: Receive;
  readonly receiveFile: ReceiveFile;
  readonly bulletin: Bulletin;
  readonly clock: Clock;
  /** The phone, where given, is a second way to a person. */
  readonly lender: { readonly name: string; readonly phone?: string };
  readonly heartbeatMs?: number;
}

/** The borrower's own page: `/chat/:token` and what it reads and posts, `/chat-assets/*`. The token is the key to it. */
export function createChatPages({ chat, receive, receiveFile, bulletin, clock, lender, heartbeatMs = 15_000 }: ChatPagesDeps): Hono {
  const mayWrite = createPace(clock.speed);
  const streams = new Map<string, number>();
  const app = new Hono();
  app.route("/", chatAssets());
  app.use("/chat/*", pageHeaders);

  const holder = (token: string): ReturnType<ChatStore["byToken"]> => chat.byToken(token, clock.now());
  const gone = (c: Context): Response => problem(c, 404, "no such chat");

  app.get("/chat/:token", async (c) => {
    const found = await holder(c.req.param("token"));
    if (!found) return c.html(expiredPage(lender), 404);
    return c.html(chatPage({ strings: stringsFor(found.locale), lender, contactPointId: found.contactPointId }));
  });

  app.get("/chat/:token/messages", async (c) => {
    const found = await holder(c.req.param("token"));
    if (!found) return gone(c);
    const after = cursor.safeParse(c.req.query("after"));
    if (!after.success) return problem(c, 400, "after: no cursor");
    const { messages, cursor: next } = await chat.messages(found.contactPointId, after.data);
    const strings = stringsFor(found.locale);
    return c.json({ messages: messages.map((message) => forPage(message, strings)), cursor: next });
  });

  app.post("/chat/:token/messages", bodyLimit({ maxSize: maxBodyBytes, onError: (c) => problem(c, 413, "body: too large") }), async (c) => {
    const found = await holder(c.req.param("token"));
    if (!found) return gone(c);
    const body = sentText.safeParse(await readJson(c));
    if (!body.success) return problem(c, 400, problemOf(body.error));
    const { contactPointId, address } = found;
    if (!mayWrite(contactPointId, clock.now())) return problem(c, 429, "too many texts: wait a minute");
    const providerId = `${contactPointId}:${body.data.id}`;
    await receive("web", [{ kind: "text", providerId, address, contactPointId, at: clock.now(), text: body.data.text }]);
    // Other pages of the same borrower.
    await bulletin.publish("chat", contactPointId).catch(() => undefined);
    return c.json({ id: body.data.id }, 202);
  });

  app.post("/chat/:token/files", bodyLimit({ maxSize: mostFileBytes, onError: (c) => problem(c, 413, "body: too large") }), async (c) => {
    const found = await holder(c.req.param("token"));
    if (!found) return gone(c);
    const sent = sentFile.safeParse({ id: c.req.header("x-file-id"), name: c.req.header("x-file-name") });
    if (!sent.success) return problem(c, 400, problemOf(sent.error));
    const { contactPointId, address } = found;
    if (!mayWrite(contactPointId, clock.now())) return problem(c, 429, "too many texts: wait a minute");
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    if (bytes.length === 0) return problem(c, 400, "body: empty");
    const providerId = `${contactPointId}:${sent.data.id}`;
    const kept = await receiveFile("web", { providerId, contactPointId, address, at: clock.now(), name: sent.data.name, bytes });
    if (kept.status === "nobody") return gone(c);
    if (kept.status === "refused") return c.json({ refused: kept.why }, 422);
    await bulletin.publish("chat", contactPointId).catch(() => undefined);
    return c.json({ id: sent.data.id }, 202);
  });

  app.post("/chat/:token/read", bodyLimit({ maxSize: maxBodyBytes, onError: (c) => problem(c, 413, "body: too large") }), async (c) => {
    const found = await holder(c.req.param("token"));
    if (!found) return gone(c);
    const body = readIds.safeParse(await readJson(c));
    if (!body.success) return problem(c, 400, problemOf(body.error));
    // Only what this borrower was shown: ids of others are passed over.
    const { messages } = await chat.messages(found.contactPointId);
    const read = messages.filter((m) => m.from === "us" && m.state !== "read" && body.data.ids.includes(m.id));
    const at = clock.now();
    const items = read.map(({ id }) => ({ kind: "receipt", providerId: `${id}:read`, at, state: "read", providerMessageId: id, messageId: id }) as const);
    if (items.length > 0) await receive("web", items);
    return c.body(null, 204);
  });

  app.get("/chat/:token/events", async (c) => {
    const token = c.req.param("token");
    const found = await holder(token);
    if (!found) return gone(c);
    if ((streams.get(found.contactPointId) ?? 0) >= mostStreams && c.req.raw.method !== "HEAD") return problem(c, 429, "open on too many pages");
    count(streams, found.contactPointId, 1);
    return chatEvents(c, found.contactPointId, {
      ended: () => {
        count(streams, found.contactPointId, -1);
      },
      bulletin,
      heartbeatMs,
      stillOpen: async () => (await holder(token)) !== undefined,
    });
  });

  return app;
}

/** 10,000 characters, each escaped as \uXXXX, and as much again. */
const maxBodyBytes = 128 * 1024;

const cursor = z.string().max(200).optional();

const sentText = z.object({
  /** Made by the page: the same text sent again is the same text. */
  id: z.uuid(),
  text: z
    .string()
    .max(10_000)
    .transform(cleanText)
    .refine((text) => text.trim() !== "", "empty"),
});

/** A photo at full size; the page makes larger ones smaller before it sends them. */
const mostFileBytes = 12 * 1024 * 1024;

/** In headers of our own: a form of another site can set none, and an address with a file's name would be written down on the way. */
const sentFile = z.object({
  id: z.uuid(),
  name: z
    .string()
    .max(600)
    .optional()
    .transform((text) => cleanText(decoded(text ?? "")).slice(0, 200)),
});

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

const readIds = z.object({ ids: z.array(z.string().max(200)).max(200) });

/** What a page needs to know, and in its own words: an id without the contact point that made it unique. */
function forPage({ id, from, text, at, state }: ChatMessage, { photo, file }: PageStrings): ChatMessage {
  const shown = from === "borrower" ? text.replace(/^\[photo\]/, photo).replace(/^\[document\]/, file) : text;
  return { id: id.slice(id.lastIndexOf(":") + 1), from, text: shown, at, state };
}

/** JSON only: a form of another site can post no JSON without asking first. */
async function readJson(c: Context): Promise<unknown> {
  if (!c.req.header("content-type")?.startsWith("application/json")) return undefined;
  return c.req.json().catch(() => undefined);
}

const problemOf = (error: z.ZodError): string => error.issues.map((i) => `${i.path.join(".") || "body"}: ${i.code}`).join("; ");

/** Pages of one chat that may be open at once: a phone, a desk, and some that were not closed. */
const mostStreams = 6;

function count(of: Map<string, number>, key: string, by: number): void {
  const left = (of.get(key) ?? 0) + by;
  if (left > 0) of.set(key, left);
  else of.delete(key);
}
