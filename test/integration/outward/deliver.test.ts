import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deliverDue } from "../../../bot/app/outward/deliver-due.ts";
import { enableWebhook, removeWebhook, replayWebhooks, rotateWebhook } from "../../../bot/app/outward/manage.ts";
import { dayMs, hourMs, minuteMs, plus, secondMs } from "../../../bot/domain/calendar.ts";
import { dueOutward } from "../../../bot/store/outward/due-outward.ts";
import { startReceiver, type Receiver } from "../../support/receiver.ts";
import { secretsInDatabase } from "../invariants/secrets.ts";
import { openPost } from "./support.ts";

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const idsOf = ({ got }: Receiver): string[] => got.map(({ headers }) => String(headers["webhook-id"]));

describe("what the lender's systems are told", () => {
  it("is the lender's own ids, kinds and amounts, in the order of a borrower's sequence, and no name", async () => {
    const post = await openPost();
    const { id } = await post.subscribe(receiver.url);
    await post.happen(20);
    await post.deliver(id);
    expect(await post.states()).toEqual({ delivered: 20 });
    const bodies = receiver.got.map(({ body }) => JSON.parse(body));
    expect(bodies[0]).toMatchObject({ type: "status_update.claims_paid", data: { borrower: "B-1", loan: "L-1", instalment: 1 } });
    expect(new Set(bodies.map(({ sequence }) => sequence)).size).toBe(20);
    expect(receiver.got.map(({ body }) => body).join("")).not.toMatch(/毒药|Poison/);
  });

  it("goes only to who wants it, and not to who came later", async () => {
    const post = await openPost();
    await post.subscribe(receiver.url, "escalation");
    await post.subscribe(receiver.url, "status_update.claims_paid");
    await post.happen();
    await post.subscribe(receiver.url, "status_update");
    expect(await post.states()).toEqual({ pending: 1 });
  });

  it("is not told where the change was rolled back", async () => {
    const post = await openPost();
    await post.subscribe(receiver.url);
    await expect(post.happen(1, () => Promise.reject(new Error("rolled back")))).rejects.toThrow("rolled back");
    expect(await post.states()).toEqual({});
  });

  it("keeps addresses and secrets out of the database's clear text", async () => {
    const post = await openPost();
    const { secret } = await post.subscribe(`${receiver.url}/token-of-theirs`);
    await post.happen();
    expect(await secretsInDatabase(post.url, ["token-of-theirs", secret.slice(6, 20), "毒药"])).toEqual([]);
  });
});

describe("at least once", () => {
  it("a worker that dies between the answer and its commit delivers again, under the same id", async () => {
    const post = await openPost();
    const { id } = await post.subscribe(receiver.url);
    await post.happen();
    const dying = { ...post.deps, store: { ...post.deps.store, settle: () => Promise.reject(new Error("killed")) } };
    await expect(deliverDue(dying, id)).rejects.toThrow("killed");
    await post.deliver(id);
    expect(receiver.got).toHaveLength(1);
    post.clock.advance(61 * secondMs);
    await post.deliver(id);
    expect(new Set(idsOf(receiver)).size).toBe(1);
    expect(receiver.got).toHaveLength(2);
    expect(receiver.got[0]?.body).toBe(receiver.got[1]?.body);
    expect(await post.states()).toEqual({ delivered: 1 });
  });

  it("two workers at once deliver each event once", async () => {
    const post = await openPost();
    const { id } = await post.subscribe(receiver.url);
    await post.happen(60);
    await Promise.all([post.deliver(id), post.deliver(id), post.deliver(id)]);
    expect(await post.states()).toEqual({ delivered: 60 });
    expect(new Set(idsOf(receiver)).size).toBe(60);
    expect(receiver.got).toHaveLength(60);
  });

  it.each([500, 404, 301, 429])("an answer %i is tried again, ever later, for three days, then dead and shown; a replay brings it back", async (status) => {
    const post = await openPost();
    const { id } = await post.subscribe(receiver.url);
    await post.happen();
    receiver.answer((_, response) => response.writeHead(status, { location: "http://169.254.169.254/" }).end());
    const began = post.clock.now();
    for (let rounds = 0; (await post.states())["pending"] === 1 && rounds < 60; rounds++) {
      await post.deliver(id);
      const next = await post.database.outwardDelivery.findFirstOrThrow({});
      post.clock.set(plus(post.clock.now(), Math.max(next.dueAt.getTime() - post.clock.now(), 15 * minuteMs)));
    }
    expect(await post.states()).toEqual({ dead: 1 });
    expect(receiver.got.length).toBeGreaterThan(8);
    expect(receiver.got.length).toBeLessThan(25);
    expect(post.clock.now() - began).toBeGreaterThan(2 * dayMs);
    const { items } = await post.manage.store.deliveries({ state: "dead" });
    expect(items).toMatchObject([{ outcome: `http_${String(status)}`, type: "status_update.claims_paid" }]);
    receiver.answer((_, response) => response.writeHead(200).end());
    expect(await replayWebhooks(post.manage, "admin", { what: "delivery", id: items[0]?.id ?? "" })).toBe(1);
    await post.deliver(id);
    expect(await post.states()).toEqual({ delivered: 1 });
    expect(new Set(idsOf(receiver)).size).toBe(1);
  });

  it("a receiver that asks for an hour gets it", async () => {
    const post = await openPost();
    const { id } = await post.subscribe(receiver.url);
    await post.happen();
    receiver.answer((_, response) => response.writeHead(429, { "retry-after": "3600" }).end());
    await post.deliver(id);
    const { dueAt } = await post.database.outwardDelivery.findFirstOrThrow({});
    expect(dueAt.getTime() - post.clock.now()).toBe(hourMs);
  });

  it("410 ends the subscription; enabling it and replaying the dead tells all of it", async () => {
    const post = await openPost();
    const { id } = await post.subscribe(receiver.url);
    await post.happen(30);
    receiver.answer((_, response) => response.writeHead(410).end());
    await post.deliver(id);
    expect(await post.states()).toEqual({ dead: 30 });
    expect(receiver.got.length).toBeLessThanOrEqual(8);
    await post.happen();
    expect(await post.states()).toEqual({ dead: 30 });
    receiver.answer((_, response) => response.writeHead(200).end());
    expect(await enableWebhook(post.manage, "admin", id)).toBe(true);
    expect(await replayWebhooks(post.manage, "admin", { what: "dead", since: plus(post.clock.now(), -hourMs) })).toBe(30);
    expect(await replayWebhooks(post.manage, "admin", { what: "all", since: plus(post.clock.now(), -hourMs), subscription: id })).toBe(31);
    await post.deliver(id);
    expect(await post.states()).toEqual({ delivered: 31 });
  });
});

describe("one bad subscriber", () => {
  it("that hangs rests ever longer as a whole, while others hear at once", async () => {
    const post = await openPost(150);
    const good = await startReceiver();
    const [bad, fine] = [await post.subscribe(receiver.url), await post.subscribe(good.url)];
    receiver.answer(() => undefined);
    await post.happen(40);
    await Promise.all([post.deliver(bad.id), post.deliver(fine.id)]);
    expect(good.got).toHaveLength(40);
    expect(receiver.got.length).toBe(8);
    await post.deliver(bad.id);
    expect(receiver.got.length).toBe(8);
    expect(await dueOutward(post.database, post.clock.now(), plus(post.clock.now(), -dayMs), 10)).toEqual([]);
    post.clock.advance(31 * secondMs);
    expect(await dueOutward(post.database, post.clock.now(), plus(post.clock.now(), -dayMs), 10)).toEqual([{ of: "subscription", id: bad.id }]);
    await good.close();
  });
});

describe("an admin", () => {
  it("rotates a secret: both sign for a day, then the new one alone", async () => {
    const post = await openPost();
    const { id } = await post.subscribe(receiver.url);
    await rotateWebhook(post.manage, "admin", id);
    await post.happen();
    await post.deliver(id);
    post.clock.advance(dayMs + 1);
    await post.happen();
    await post.deliver(id);
    expect(receiver.got.map(({ headers }) => String(headers["webhook-signature"]).split(" ").length)).toEqual([2, 1]);
  });

  it("removes one: what waited is not sent", async () => {
    const post = await openPost();
    const { id } = await post.subscribe(receiver.url);
    await post.happen();
    expect(await removeWebhook(post.manage, "admin", id)).toBe(true);
    await post.deliver(id);
    expect(receiver.got).toEqual([]);
    expect(await post.manage.store.list()).toEqual([]);
  });

  it("leaves an entry of each act, and events are forgotten after their time only when they have ended", async () => {
    const post = await openPost();
    const { id } = await post.subscribe(receiver.url);
    await post.happen(2);
    const later = plus(post.clock.now(), dayMs);
    await dueOutward(post.database, later, later, 10);
    expect(await post.database.outwardEvent.count()).toBe(2);
    await post.deliver(id);
    await dueOutward(post.database, later, later, 10);
    expect(await post.database.outwardEvent.count()).toBe(0);
    expect((await post.database.logEntry.findMany()).map(({ kind }) => kind)).toEqual(["webhook.added"]);
  });
});
