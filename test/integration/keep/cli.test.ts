import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { day } from "../../../bot/domain/calendar.ts";
import { bigBook, openInstallation, secretAddress, secretName, type TestInstallation } from "../../support/big-book.ts";
import { runCommand } from "../../support/worker-process.ts";

let book: TestInstallation;
beforeAll(async () => {
  book = await openInstallation({ hours: { from: "09:00", to: "10:00" }, connections: 4 });
  await book.import({ loans: bigBook({ borrowers: 3, zone: "UTC", dueOn: day("2026-12-25") }) });
}, 60_000);
afterAll(() => book.close());

const finding = z.object({ check: z.string(), state: z.enum(["ok", "warn", "bad"]), said: z.string(), advice: z.string().optional() });
const findings = (output: string) =>
  output
    .split("\n")
    .filter((line) => line.startsWith('{"check"'))
    .map((line) => finding.parse(JSON.parse(line)));

describe("the red button on the command line", { timeout: 120_000 }, () => {
  it("works while Redis is down and templates are broken, and leaves an entry", async () => {
    const env = { ...book.env, REDIS_URL: "redis://127.0.0.1:1", HUIFANG_TEMPLATES: "/nowhere" };
    expect(await runCommand(env, "stop-all", "on", "--reason", "drill")).toMatchObject({ code: 0, output: expect.stringContaining("Stopped: everything") });
    expect(await book.core.database.stop.count({ where: { scope: "all", liftedAt: null } })).toBe(1);
    expect(await runCommand(env, "stop-all", "off")).toMatchObject({ code: 0, output: expect.stringContaining("Nothing is stopped.") });
    expect(await runCommand(env, "stop-all", "off", "--branch", "x")).toMatchObject({ code: 1 });
    expect(await runCommand(env, "stop-all", "on", "--branch", "x", "--channel", "y")).toMatchObject({ code: 2 });
    expect(await book.core.database.logEntry.count({ where: { kind: { in: ["stop.set", "stop.lifted"] } } })).toBe(2);
  });
});

describe("huifang doctor", { timeout: 120_000 }, () => {
  it("names each wrong variable, and never its value", async () => {
    const { code, output } = await runCommand({ DATABASE_URL: "mysql://secret-password@x", HUIFANG_KEY: "short-secret" }, "doctor", "--json");
    expect(code).toBe(1);
    expect(findings(output).map(({ state, said }) => [state, said.split(":")[0]])).toEqual([
      ["bad", "DATABASE_URL"],
      ["bad", "HUIFANG_KEY"],
    ]);
    expect(output).not.toMatch(/secret/);
  });

  it("finds a superuser as runtime role, another key, a dead Redis, a pressed button and a late touch, and tells no person's data", async () => {
    await book.core.database.stop.create({ data: { id: book.core.newId(), scope: "branch", value: "x", setBy: "t", setAt: new Date(book.core.clock.now()) } });
    const env = { ...book.env, REDIS_URL: "redis://127.0.0.1:1", HUIFANG_KEY: Buffer.alloc(32, 12).toString("base64") };
    const { code, output } = await runCommand(env, "doctor", "--json");
    expect(code).toBe(1);
    const found = new Map(findings(output).map((one) => [one.check, one]));
    expect(found.get("log")).toMatchObject({ state: "bad", said: expect.stringContaining("superuser") });
    expect(found.get("key")).toMatchObject({ state: "bad" });
    expect(found.get("queues")).toMatchObject({ state: "bad" });
    expect(found.get("red button")).toMatchObject({ state: "warn", said: "stopped: branch x" });
    expect(found.get("migrations")).toMatchObject({ state: "ok" });
    expect(found.get("clock")).toMatchObject({ state: "warn" });
    expect([secretName(1), secretAddress(1)].filter((secret) => output.includes(secret))).toEqual([]);
  });
});
