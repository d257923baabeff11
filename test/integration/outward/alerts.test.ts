import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { alertDue } from "../../../bot/app/escalations/alert.ts";
import { sendAlert, type SendAlertDeps } from "../../../bot/app/alerts/send-alert.ts";
import type { SendMail } from "../../../bot/app/alerts/ports.ts";
import { openTemplates, type Templates } from "../../../bot/assembly/templates.ts";
import { hourMs, minuteMs, secondMs, toDate } from "../../../bot/domain/calendar.ts";
import type { EscalationReason } from "../../../bot/domain/escalations/escalation.ts";
import type { EscalationId } from "../../../bot/domain/ids.ts";
import { createSendMail, smtpOptions } from "../../../bot/outward/send-mail.ts";
import { createAlertOutStore } from "../../../bot/store/alerts/alert-out-store.ts";
import { dueOutward } from "../../../bot/store/outward/due-outward.ts";
import { createAlertStore } from "../../../bot/store/escalations/alert-store.ts";
import { seal } from "../../../bot/store/seal.ts";
import { header, mailServer, textOf, type MailServer } from "../../support/mail-server.ts";
import { startReceiver } from "../../support/receiver.ts";
import { newId } from "../../support/seed-book.ts";
import { openPost, type Post } from "./support.ts";

let smtp: MailServer;
let templates: Templates;
beforeEach(async () => {
  smtp = await mailServer();
  templates = await openTemplates();
});
afterEach(() => smtp.close());

const from = "huifang@lender.example";

interface House extends Post {
  officer(handle: string, role: string, more?: { branch?: string | null; alert?: [string, string]; disabled?: true }): Promise<void>;
  /** A case of a new borrower with a poisonous name, brought to whoever its route says. */
  raise(reason?: EscalationReason): Promise<EscalationId>;
  route(id: EscalationId): Promise<void>;
  /** What the sweep would: every alert that is due. */
  tell(sendMail?: SendMail): Promise<void>;
  alerts(): Promise<{ toOfficer: string | null; toRole: string; state: string; channel: string; attempts: number; errorCode: string | null }[]>;
}

async function openHouse(): Promise<House> {
  const post = await openPost();
  const { database, vault, clock, book, deps } = post;
  const store = createAlertStore(database, vault, newId);
  const bulletin = { publish: async () => undefined, subscribe: () => () => undefined };
  const base: SendAlertDeps = {
    ...deps,
    store: createAlertOutStore({ database, vault, newId, speed: 1 }),
    sendMail: createSendMail({ url: smtp.url, from, host: "huifang.lender.example" }),
    text: (id, values) => templates.alertText(id, "zh-CN", values),
    lender: "示例小贷",
    publicUrl: "https://huifang.lender.example",
    bulletin,
  };
  let made = 100;
  return {
    ...post,
    async officer(handle, role, { branch = "hangzhou", alert, disabled } = {}) {
      const id = randomUUID();
      const sealed = (column: string, text: string) => seal(vault.root.installation, `officer.${column}/${id}`, text);
      await database.officer.create({
        data: {
          id,
          officer: handle,
          role,
          branch,
          nameSealed: sealed("name", "Li Wei"),
          createdAt: toDate(clock.now()),
          updatedAt: toDate(clock.now()),
          ...(alert && { alertChannel: alert[0], alertAddressSealed: sealed("alert_address", alert[1]) }),
          ...(disabled && { disabledAt: toDate(clock.now()) }),
        },
      });
    },
    async raise(reason = "hardship") {
      const borrower = await book.borrower({ externalId: `B-${String((made += 1))}`, name: "毒药 Poison <script>", dueOn: post.borrower.firstDueOn });
      const id = await book.escalation(borrower, reason, clock.now());
      await database.alert.deleteMany({ where: { escalationId: id } });
      await database.escalation.update({ where: { id }, data: { dueAt: toDate(clock.now()), officer: "li.wei" } });
      return id as EscalationId;
    },
    route: (id) => alertDue({ ...deps, store, route: templates.route, bulletin, wake: async () => undefined }, id),
    async tell(sendMail = base.sendMail) {
      for (const { id } of await dueOutward(database, clock.now(), clock.now(), 10_000)) await sendAlert({ ...base, sendMail }, id);
    },
    alerts: () =>
      database.alert.findMany({
        orderBy: [{ step: "asc" }, { id: "asc" }],
        select: { toOfficer: true, toRole: true, state: true, channel: true, attempts: true, errorCode: true },
      }),
  };
}

describe("an officer who is alerted by mail", () => {
  it("reads a case number and a link, in their language, and nothing of the borrower", async () => {
    const house = await openHouse();
    await house.officer("li.wei", "officer", { alert: ["email", "li.wei@lender.example"] });
    const id = await house.raise("distress");
    await house.route(id);
    await house.tell();
    const [mail = ""] = smtp.mails;
    expect(smtp.mails).toHaveLength(1);
    expect(textOf(mail)).toContain(`https://huifang.lender.example/escalations/${id}`);
    expect(textOf(mail)).toContain("个案");
    for (const secret of ["毒药", "Poison", "B-101", "L-101", "+86", "8,033", "803300", "distress"]) expect(mail + textOf(mail)).not.toContain(secret);
    expect(await house.alerts()).toMatchObject([{ toOfficer: "li.wei", state: "sent", channel: "email", attempts: 1 }]);
  });

  it("gets it again under the same Message-ID where the worker died before it knew", async () => {
    const house = await openHouse();
    await house.officer("li.wei", "officer", { alert: ["email", "li.wei@lender.example"] });
    await house.route(await house.raise());
    await expect(
      house.tell(async (mail) => (await createSendMail({ url: smtp.url, from, host: "x" })(mail), Promise.reject(new Error("killed")))),
    ).rejects.toThrow("killed");
    await house.tell();
    expect(smtp.mails).toHaveLength(1);
    house.clock.advance(61 * secondMs);
    await house.tell(createSendMail({ url: smtp.url, from, host: "x" }));
    expect(smtp.mails).toHaveLength(2);
    expect(new Set(smtp.mails.map((mail) => header(mail, "Message-ID"))).size).toBe(1);
  });

  it("gets ten mails an hour, the tenth of which says how many wait; then nothing until the hour is over", async () => {
    const house = await openHouse();
    await house.officer("li.wei", "officer", { alert: ["email", "li.wei@lender.example"] });
    for (let n = 0; n < 60; n++) await house.route(await house.raise());
    await house.tell();
    expect(smtp.mails).toHaveLength(10);
    expect(textOf(smtp.mails[9] ?? "")).toContain("还有 51 个个案");
    expect(textOf(smtp.mails[9] ?? "")).toContain("https://huifang.lender.example/escalations");
    expect((await house.alerts()).every(({ state }) => state === "sent")).toBe(true);
    const late = await house.raise();
    const urgent = await house.raise("distress");
    await house.route(late);
    await house.route(urgent);
    await house.tell();
    expect(smtp.mails).toHaveLength(11);
    expect(textOf(smtp.mails[10] ?? "")).toContain(urgent);
    house.clock.advance(hourMs);
    await house.tell();
    expect(smtp.mails).toHaveLength(12);
    expect(textOf(smtp.mails[11] ?? "")).toContain(late);
  }, 60_000);

  it("is not told of a case that somebody has meanwhile", async () => {
    const house = await openHouse();
    await house.officer("li.wei", "officer", { alert: ["email", "li.wei@lender.example"] });
    const id = await house.raise();
    await house.route(id);
    await house.database.escalation.update({ where: { id }, data: { state: "acknowledged" } });
    await house.tell();
    expect(smtp.mails).toEqual([]);
    expect(await house.alerts()).toMatchObject([{ state: "not_needed" }]);
  });
});

describe("a mail that does not go out", () => {
  it("is tried for a day, then shown as failed; a refused address at once", async () => {
    const house = await openHouse();
    await house.officer("li.wei", "officer", { alert: ["email", "li.wei@lender.example"] });
    await house.route(await house.raise());
    const down = createSendMail({ url: "smtp://127.0.0.1:9", from, host: "x" });
    await house.tell(down);
    expect(await house.alerts()).toMatchObject([{ state: "pending", errorCode: expect.stringMatching(/^smtp_/), attempts: 1 }]);
    for (let n = 0; n < 40; n++) {
      house.clock.advance(hourMs + minuteMs);
      await house.tell(down);
    }
    const [last] = await house.alerts();
    expect(last).toMatchObject({ state: "failed" });
    expect(last?.attempts).toBeGreaterThan(10);

    const strict = await mailServer({ onRcptTo: (_, __, done) => done(Object.assign(new Error("no such user li.wei"), { responseCode: 550 })) });
    onTestFinished(() => strict.close());
    expect(await createSendMail({ url: strict.url, from, host: "x" })({ id: "a", to: "a@b.example", subject: "s", text: "t" })).toEqual({
      status: "refused",
      code: "smtp_550",
    });
  });

  it("is unknown where the server is lost after the text", async () => {
    const lost = await mailServer({ onData: (stream, session) => void stream.on("end", () => Reflect.get(session, "_x")).resume() });
    onTestFinished(() => lost.close());
    const options = { ...smtpOptions(lost.url), socketTimeout: 300 };
    const send = createSendMail({ url: lost.url, from, host: "x" }, options);
    expect(await send({ id: "a", to: "a@b.example", subject: "s", text: "t" })).toMatchObject({ status: "unknown" });
  });

  it.each([
    "a@b.example\r\nBcc: thief@evil.example",
    "a@b.example, thief@evil.example",
    "Name <a@b.example>",
    "a@b.example\0",
    "ａ@b.example",
    "",
    "x".repeat(10_000),
    "a@b.example\nRCPT TO:<thief@evil.example>",
  ])("to no plain address is not begun: %j", async (to) => {
    const send = createSendMail({ url: smtp.url, from, host: "x" });
    expect(await send({ id: "a", to, subject: "s", text: "t" })).toEqual({ status: "refused", code: "bad_address" });
    expect(smtp.mails).toEqual([]);
  });

  it("whose subject holds a line break has still one subject and no other header", async () => {
    const send = createSendMail({ url: smtp.url, from, host: "x" });
    await send({ id: "a", to: "a@b.example", subject: "s\r\nBcc: thief@evil.example", text: "t\r\n.\r\nMAIL FROM:<x@y.example>" });
    expect(header(smtp.mails[0] ?? "", "Bcc")).toBe("");
    expect(smtp.mails).toHaveLength(1);
  });

  it("would go unencrypted is not begun, but to a server on this machine", async () => {
    expect(smtpOptions("smtp://mail.lender.example")).toMatchObject({ port: 587, secure: false, requireTLS: true, ignoreTLS: false });
    expect(smtpOptions("smtps://u:p%40@mail.lender.example")).toMatchObject({ port: 465, secure: true, auth: { user: "u", pass: "p@" } });
    expect(smtpOptions("smtp://127.0.0.1:25")).toMatchObject({ port: 25, requireTLS: false });
    for (const host of ["127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1"])
      expect(smtpOptions(`smtp://${host}`)).toMatchObject({ requireTLS: true });
    const demanding = createSendMail({ url: smtp.url, from, host: "x" }, { ...smtpOptions(smtp.url), ignoreTLS: false, requireTLS: true });
    expect((await demanding({ id: "a", to: "a@b.example", subject: "s", text: "t" })).status).not.toBe("sent");
    expect(smtp.mails).toEqual([]);
  });
});

describe("a route", () => {
  it("goes to the supervisor of the branch at once where the officer is gone, and says so", async () => {
    const house = await openHouse();
    await house.officer("li.wei", "officer", { disabled: true });
    await house.officer("hq", "supervisor", { branch: null });
    await house.officer("chen", "supervisor", { alert: ["email", "chen@lender.example"] });
    await house.officer("far", "supervisor", { branch: "nairobi" });
    await house.route(await house.raise());
    expect(await house.alerts()).toMatchObject([
      { toRole: "officer", toOfficer: null, state: "nobody" },
      { toRole: "supervisor", toOfficer: "chen", state: "pending", channel: "email" },
    ]);
    expect((await house.database.logEntry.findMany({ where: { kind: "escalation.nobody_to_alert" } })).length).toBe(1);
  });

  it("that finds nobody at all ends, and comes again later", async () => {
    const house = await openHouse();
    await house.officer("someone", "compliance");
    const id = await house.raise();
    await house.route(id);
    expect((await house.alerts()).map(({ state }) => state)).toEqual(["nobody", "nobody", "nobody"]);
    expect((await house.database.escalation.findUniqueOrThrow({ where: { id } })).dueAt?.getTime()).toBeGreaterThan(house.clock.now());
  });

  it("is as it was in an installation without people: the console", async () => {
    const house = await openHouse();
    await house.route(await house.raise());
    expect(await house.alerts()).toMatchObject([{ toOfficer: "li.wei", state: "shown", channel: "console" }]);
  });

  it("posts to an officer's own webhook, signed, with the same id at each attempt", async () => {
    const house = await openHouse();
    const receiver = await startReceiver();
    onTestFinished(() => receiver.close());
    receiver.answer((_, response) => response.writeHead(500).end());
    await house.officer("li.wei", "officer", { alert: ["webhook", receiver.url] });
    const id = await house.raise();
    await house.route(id);
    await house.tell();
    receiver.answer((_, response) => response.writeHead(200).end());
    house.clock.advance(5 * minuteMs);
    await house.tell();
    expect(receiver.got).toHaveLength(2);
    expect(new Set(receiver.got.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(JSON.parse(receiver.got[1]?.body ?? "")).toMatchObject({ type: "alert.case", data: { escalation: id, severity: "high" } });
    expect(receiver.got.map(({ body }) => body).join("")).not.toMatch(/毒药|Poison|B-1|L-1/);
    expect(await house.alerts()).toMatchObject([{ state: "sent", attempts: 2 }]);
  });
});
