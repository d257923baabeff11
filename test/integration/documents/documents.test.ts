import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createReceiveFile } from "../../../bot/app/documents/receive-file.ts";
import { sweepFiles } from "../../../bot/app/documents/sweep-files.ts";
import type { FileStore } from "../../../bot/app/documents/ports.ts";
import type { InboundFile, ReceiveFile } from "../../../bot/app/ports.ts";
import { createReceive } from "../../../bot/app/receive/receive.ts";
import { z } from "zod";
import { day, dayMs, hourMs, plus, toDate, zone, type Instant } from "../../../bot/domain/calendar.ts";
import type { BorrowerId, ContactPointId, DocumentRequestId, LoanId } from "../../../bot/domain/ids.ts";
import { currency } from "../../../bot/domain/money.ts";
import { cleanFile } from "../../../bot/files/clean-file.ts";
import { documentNotice } from "../../../bot/store/documents/document-notice.ts";
import { planChases } from "../../../bot/store/documents/tell-document.ts";
import { createDocumentIntake } from "../../../bot/store/documents/intake-store.ts";
import { createErasureStore } from "../../../bot/store/keep/erasure-store.ts";
import { createReceiveStore } from "../../../bot/store/receive/receive-store.ts";
import { memoryFiles } from "../../support/memory-files.ts";
import { newId, type SeededBorrower } from "../../support/seed-book.ts";
import { now, openDesk, silent, type Desk } from "../api/support.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const base = { clock: { now: () => now, speed: 1 }, newId, log: silent };
const intake = () => createDocumentIntake({ database: desk.database, vault: desk.vault, newId });
function receiving(files: FileStore = memoryFiles(desk.files), at: Instant = now): ReceiveFile {
  const { database, vault } = desk;
  const receive = createReceive({ ...base, store: createReceiveStore({ database, vault, newId }), wake: async () => undefined });
  return createReceiveFile({ ...base, clock: { now: () => at, speed: 1 }, store: intake(), files, clean: cleanFile, receive });
}

let borrowers = 500;
const borrower = (officer = "li.wei"): Promise<SeededBorrower> =>
  desk.book.borrower({ externalId: `B-${String((borrowers += 1))}`, name: "王芳", officer, dueOn: day("2026-11-21") });
let shade = 0;
const photo = () => {
  shade += 1;
  return sharp({ create: { width: 30, height: 20, channels: 3, background: { r: shade % 256, g: Math.floor(shade / 256), b: 90 } } })
    .jpeg()
    .toBuffer();
};
const from = (of: SeededBorrower, bytes: Uint8Array, more: Partial<InboundFile> = {}): InboundFile => ({
  providerId: `${of.contactPointId}:${newId()}`,
  contactPointId: of.contactPointId as ContactPointId,
  address: "+8613800000000",
  at: now,
  name: "进货发票.jpg",
  bytes,
  ...more,
});
const send = async (of: SeededBorrower, more: Partial<InboundFile> = {}, files?: FileStore) => receiving(files)("sim", from(of, await photo(), more));
const asked = async (of: SeededBorrower, kind = "use-of-funds"): Promise<string> =>
  (await (await desk.post(`/api/console/borrowers/${of.id}/documents`, { kind })).json()).id;
const request = (id: string) => desk.database.documentRequest.findUniqueOrThrow({ where: { id }, include: { files: true } });
const filesOf = (of: SeededBorrower) => desk.database.documentFile.findMany({ where: { borrowerId: of.id }, orderBy: { receivedAt: "asc" } });
const kinds = async (of: SeededBorrower, beginning: string) =>
  (await desk.database.logEntry.findMany({ where: { borrowerId: of.id, kind: { startsWith: beginning } }, orderBy: { at: "asc" } })).map(({ kind }) => kind);

describe("a file that a borrower sends", () => {
  it("answers the one open request, is told in the conversation, and each step is an entry", async () => {
    const of = await borrower();
    const id = await asked(of);
    expect(await send(of)).toEqual({ status: "stored" });
    expect(await request(id)).toMatchObject({ state: "received", files: [{ state: "stored", mime: "image/jpeg", stripped: true, width: 30, height: 20 }] });
    const message = await desk.database.message.findFirstOrThrow({ where: { borrowerId: of.id, direction: "in" } });
    expect((await filesOf(of))[0]?.providerId).toBe(message.providerMessageId);
    expect(await kinds(of, "document.")).toEqual(["document.asked", "document.file_received", "document.received"]);
  });

  it("lies in the store encrypted with the borrower's key: neither its bytes nor its name are anywhere in the clear", async () => {
    const of = await borrower();
    const bytes = await photo();
    await receiving()("sim", from(of, bytes));
    const [row] = await filesOf(of);
    const held = desk.files.get(row?.storeKey ?? "");
    expect(held?.length).toBeGreaterThan(100);
    expect(held?.includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false);
    expect(row?.nameSealed && Buffer.from(row.nameSealed).includes("进货发票")).toBe(false);
    expect(JSON.stringify(row, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toContain(of.key.toString("base64"));
  });

  it("the same again, in a row or at once, is kept once", async () => {
    const of = await borrower();
    const file = from(of, await photo());
    const outcomes = await Promise.all([receiving()("sim", file), receiving()("sim", file)]).catch(() => []);
    expect(await receiving()("sim", file)).toEqual({ status: "known" });
    expect(outcomes.length === 0 || outcomes.some(({ status }) => status === "stored")).toBe(true);
    expect(await filesOf(of)).toHaveLength(1);
    expect(await desk.database.message.count({ where: { borrowerId: of.id } })).toBe(1);
  });

  it("goes on where it was after a crash between the bytes and the row", async () => {
    const of = await borrower();
    const broken: FileStore = { ...memoryFiles(), put: () => Promise.reject(new Error("disk full")) };
    const file = from(of, await photo());
    await expect(receiving(broken)("sim", file)).rejects.toThrow("disk full");
    expect(await filesOf(of)).toMatchObject([{ state: "storing" }]);
    expect(await desk.database.message.count({ where: { borrowerId: of.id } })).toBe(0);
    expect(await receiving()("sim", file)).toEqual({ status: "stored" });
    expect(await filesOf(of)).toMatchObject([{ state: "stored", dueAt: null }]);
  });

  it("that was given up is swept away, one that is there never", async () => {
    const of = await borrower();
    await send(of);
    const broken: FileStore = { ...memoryFiles(), put: () => Promise.reject(new Error("gone")) };
    await send(of, {}, broken).catch(() => undefined);
    const files = memoryFiles(desk.files);
    const at = (moment: Instant) => sweepFiles({ clock: { now: () => moment, speed: 1 }, log: silent, files, documents: intake() });
    const before = desk.files.size;
    await at(plus(now, hourMs / 2));
    expect((await filesOf(of)).map(({ state }) => state).toSorted()).toEqual(["stored", "storing"]);
    await at(plus(now, 2 * hourMs));
    expect((await filesOf(of)).map(({ state }) => state).toSorted()).toEqual(["deleted", "stored"]);
    expect(desk.files.size).toBe(before);
  });

  it("that came before is known again, whoever sent it, and of another borrower no more is said", async () => {
    const [first, second] = [await borrower(), await borrower("zhao.lei")];
    const bytes = await photo();
    const sendAt = (of: SeededBorrower, at: Instant) => receiving(memoryFiles(desk.files), at)("sim", from(of, bytes));
    await sendAt(first, now);
    await sendAt(second, plus(now, 1_000));
    await sendAt(first, plus(now, 2_000));
    const shown = async (of: SeededBorrower) => (await (await desk.get(`/api/console/borrowers/${of.id}/documents`)).json()).loose;
    const reused = (files: readonly { reused: { own: boolean } | null }[]) => files.map(({ reused: again }) => again && again.own).toSorted();
    expect(reused(await shown(second))).toEqual([false]);
    expect(reused(await shown(first))).toEqual([null, true]);
    expect(JSON.stringify(await shown(second))).not.toContain(first.id);
  });

  it("of which nobody knows what it answers waits for an officer to say so; another borrower's request never gets it", async () => {
    const [of, other] = [await borrower(), await borrower()];
    const [invoice, photoOfShop, foreign] = [await asked(of), await asked(of, "shop-photo"), await asked(other)];
    await send(of);
    expect((await request(invoice)).state).toBe("asked");
    const [file] = await filesOf(of);
    const assign = (to: string) => desk.post(`/api/console/document-files/${file?.id ?? ""}/assign`, { request: to });
    expect((await assign(foreign)).status).toBe(404);
    expect((await assign(photoOfShop)).status).toBe(200);
    expect((await assign(invoice)).status).toBe(409);
    expect([(await request(invoice)).state, (await request(photoOfShop)).state]).toEqual(["asked", "received"]);
  });

  it.each([
    ["a program", Buffer.from("MZ this is no photo"), "kind"],
    ["half a photo", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]), "unreadable"],
  ])("is refused before anything is written: %s", async (_, bytes, why) => {
    const of = await borrower();
    expect(await receiving()("sim", from(of, bytes))).toEqual({ status: "refused", why });
    expect(await filesOf(of)).toEqual([]);
    expect(await desk.database.message.count({ where: { borrowerId: of.id } })).toBe(0);
  });

  it("is not taken forty times and more in a day: a link must not fill the disk", { timeout: 120_000 }, async () => {
    const of = await borrower();
    await desk.database.documentFile.createMany({
      data: Array.from({ length: 40 }, (_, i) => {
        const id = newId();
        return {
          id,
          borrowerId: of.id,
          channel: "sim",
          providerId: `many-${String(i)}`,
          state: "stored",
          storeKey: id,
          size: 1,
          mime: "image/jpeg",
          stripped: true,
          receivedAt: new Date(now),
        };
      }),
    });
    expect(await send(of)).toEqual({ status: "refused", why: "too_many" });
  });
});

describe("an erased borrower's files", () => {
  it("cannot be read from the commit on, are deleted by the sweep, and none is taken any more", async () => {
    const of = await borrower();
    const id = await asked(of);
    await send(of);
    const [file] = await filesOf(of);
    const key = file?.storeKey ?? "";
    expect((await desk.get(`/api/console/document-files/${file?.id ?? ""}`)).status).toBe(200);
    const erasing = createErasureStore({ database: desk.database, vault: desk.vault, newId });
    const { externalId } = await desk.database.borrower.findUniqueOrThrow({ where: { id: of.id } });
    expect(await erasing.erase(externalId, { at: now, reason: "borrower_request", by: "test" }, true)).toEqual({ status: "erased" });
    expect(desk.files.has(key)).toBe(true);
    expect((await desk.get(`/api/console/document-files/${file?.id ?? ""}`)).status).toBe(404);
    await sweepFiles({ ...base, files: memoryFiles(desk.files), documents: intake() });
    expect(desk.files.has(key)).toBe(false);
    expect((await filesOf(of))[0]).toMatchObject({ state: "deleted", nameSealed: null, originalIndex: null, keptIndex: null });
    expect((await request(id)).state).toBe("withdrawn");
    expect(await send(of)).toEqual({ status: "nobody" });
  });

  it("that cannot be deleted now are deleted later", async () => {
    const of = await borrower();
    await send(of);
    const { externalId } = await desk.database.borrower.findUniqueOrThrow({ where: { id: of.id } });
    await createErasureStore({ database: desk.database, vault: desk.vault, newId }).erase(
      externalId,
      { at: now, reason: "borrower_request", by: "test" },
      true,
    );
    const away: FileStore = { ...memoryFiles(desk.files), remove: () => Promise.reject(new Error("unreachable")) };
    await sweepFiles({ ...base, files: away, documents: intake() });
    expect((await filesOf(of))[0]?.state).toBe("doomed");
    await sweepFiles({ ...base, files: memoryFiles(desk.files), documents: intake() });
    expect((await filesOf(of))[0]?.state).toBe("deleted");
  });
});

describe("what officers do with a document", () => {
  it("is verified by a person, on what was received; nothing is verified twice or without a file", async () => {
    const of = await borrower();
    const id = await asked(of);
    const verify = (how: string) => desk.post(`/api/console/documents/${id}/verify`, { how, note: "与合同一致" });
    expect((await verify("on_file")).status).toBe(409);
    await send(of);
    expect((await verify("on_file")).status).toBe(200);
    expect((await verify("on_file")).status).toBe(409);
    expect(await (await desk.get(`/api/console/documents/${id}`)).json()).toMatchObject({
      state: "verified",
      how: "on_file",
      decidedBy: "admin",
      note: "与合同一致",
    });
    await expect(desk.database.documentRequest.update({ where: { id }, data: { decidedBy: "bot" } })).rejects.toThrow(/document_request_verified/);
  });

  it("refused with a reason, sent again, refused again: the second refusal is a fact in the log", async () => {
    const of = await borrower();
    const id = await asked(of);
    const refuse = () => desk.post(`/api/console/documents/${id}/refuse`, { reason: "unreadable" });
    await send(of);
    expect((await refuse()).status).toBe(200);
    expect(await kinds(of, "document.refused_again")).toEqual([]);
    await send(of);
    expect((await request(id)).state).toBe("received");
    expect((await refuse()).status).toBe(200);
    expect(await request(id)).toMatchObject({ state: "refused", refusals: 2, reason: "unreadable" });
    expect(await kinds(of, "document.refused_again")).toEqual(["document.refused_again"]);
  });

  it("of two officers at once one decides", async () => {
    const of = await borrower();
    const id = await asked(of);
    await send(of);
    const outcomes = await Promise.all(
      ["verify", "refuse"].map((what) => desk.post(`/api/console/documents/${id}/${what}`, what === "verify" ? { how: "on_file" } : { reason: "incomplete" })),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it("another officer's borrower does not exist for them; compliance reads and decides nothing; admins see nothing", async () => {
    const of = await borrower("zhao.lei");
    const id = await asked(of);
    await send(of);
    const [file] = await filesOf(of);
    const paths = [`/api/console/documents/${id}`, `/api/console/borrowers/${of.id}/documents`, `/api/console/document-files/${file?.id ?? ""}`];
    const statuses = async (role: "officer" | "compliance" | "admin") => Promise.all(paths.map(async (path) => (await (await desk.as(role)).get(path)).status));
    expect(await statuses("officer")).toEqual([404, 404, 404]);
    expect(await statuses("compliance")).toEqual([200, 200, 200]);
    expect(await statuses("admin")).toEqual([403, 403, 403]);
    const decide = async (role: "officer" | "compliance") =>
      (await (await desk.as(role)).post(`/api/console/documents/${id}/verify`, { how: "on_file" })).status;
    expect([await decide("officer"), await decide("compliance")]).toEqual([404, 403]);
  });

  it("each opened file is an entry of its own, with who opened it", async () => {
    const of = await borrower();
    await asked(of);
    await send(of);
    const [file] = await filesOf(of);
    for (const role of ["officer", "officer", "compliance"] as const) await (await desk.as(role)).get(`/api/console/document-files/${file?.id ?? ""}`);
    const opened = await desk.database.logEntry.findMany({
      where: { kind: "document.file_opened", borrowerId: of.id },
      orderBy: [{ at: "asc" }, { actor: "desc" }],
    });
    expect(opened.map(({ actor }) => actor)).toEqual(["officer:li.wei", "officer:li.wei", "officer:he.jing"]);
  });

  it("a picture is shown, a PDF is only saved; both stand in a sandbox, are what they say and stay in no cache", async () => {
    const of = await borrower();
    const picture = await photo();
    await receiving()("sim", from(of, picture, { name: "../../发票<1>.exe" }));
    await receiving()("sim", from(of, Buffer.from("%PDF-1.4\n%%EOF"), { name: "账单.pdf" }));
    const open = async (mime: string) => {
      const file = (await filesOf(of)).find((each) => each.mime === mime);
      return desk.get(`/api/console/document-files/${file?.id ?? ""}`);
    };
    const [image, pdf] = [await open("image/jpeg"), await open("application/pdf")];
    expect((await sharp(Buffer.from(await image.arrayBuffer())).metadata()).format).toBe("jpeg");
    expect(image.headers.get("content-disposition")).toBe(`inline; filename*=UTF-8''${encodeURIComponent("_.._发票_1_.exe.jpg")}`);
    expect(pdf.headers.get("content-disposition")).toBe(`attachment; filename*=UTF-8''${encodeURIComponent("账单.pdf")}`);
    for (const { headers } of [image, pdf]) {
      expect(headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("cache-control")).toBe("no-store");
    }
  });
});

describe("what the bot says of a document", () => {
  const planned = async (id: string) =>
    (await desk.database.touch.findMany({ where: { documentRequestId: id }, orderBy: { createdAt: "asc" } })).map(({ key, state, template }) => ({
      key: key.replace(id, "ID"),
      state,
      template,
    }));
  const move = async (id: string, move: string, body: object = {}) => (await desk.post(`/api/console/documents/${id}/${move}`, body)).status;
  const moot = async (id: string, key: string) => {
    const [kind = ""] = key.split("/");
    const about = { loanEnding: "", currency: currency("CNY") };
    const row = { kind: z.enum(["document_asked", "document_chased", "document_refused"]).parse(kind), document_request_id: id, key: key.replace("ID", id) };
    return (await desk.database.$transaction((tx) => documentNotice(tx, row, about))).moot;
  };

  it("is planned when an officer asks, asks again or sends it back, once each; one that came or is not needed is spoken of no more", async () => {
    const of = await borrower();
    const id = await asked(of);
    const ask = { key: "document_asked/ID/0", state: "planned", template: "document-asked" };
    const chase = { key: "document_chased/ID/1", state: "planned", template: "document-chased" };
    expect(await planned(id)).toEqual([ask]);
    expect(await move(id, "chase")).toBe(200);
    expect(await planned(id)).toEqual([ask, chase]);
    expect([await moot(id, ask.key), await moot(id, chase.key)]).toEqual([undefined, undefined]);
    await send(of);
    expect([await moot(id, ask.key), await moot(id, chase.key)]).toEqual(["document_over", "document_over"]);
    expect(await move(id, "refuse", { reason: "unreadable" })).toBe(200);
    expect((await planned(id)).map(({ key }) => key)).toEqual([ask.key, chase.key, "document_refused/ID/1"]);
    expect(await moot(id, "document_refused/ID/1")).toBeUndefined();
    await send(of);
    expect(await moot(id, "document_refused/ID/1")).toBe("document_over");
    expect(await move(id, "withdraw")).toBe(200);
    expect(await moot(id, chase.key)).toBe("document_over");
  });

  it("planned for later by the bot is brought forward when an officer asks again, not said twice", async () => {
    const of = await borrower();
    const id = await asked(of);
    const loan = await desk.database.loan.findFirstOrThrow({ where: { borrowerId: of.id } });
    const about = { id: id as DocumentRequestId, borrowerId: of.id as BorrowerId, zone: zone("Asia/Shanghai"), loanId: loan.id as LoanId };
    await desk.database.$transaction((tx) => planChases(tx, newId, [{ ...about, nth: 0 }], now));
    const due = async () => (await desk.database.touch.findFirstOrThrow({ where: { key: `document_chased/${id}/1` } })).dueAt;
    expect(await due()).toSatisfy((at: Date) => at > toDate(plus(now, 5 * dayMs)));
    expect(await move(id, "chase")).toBe(200);
    expect(await due()).toSatisfy((at: Date) => at < toDate(plus(now, 2 * dayMs)));
    expect(await planned(id)).toHaveLength(2);
  });
});
