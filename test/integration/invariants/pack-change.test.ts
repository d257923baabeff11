import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dispatchDue } from "../../../bot/app/dispatch/dispatch.ts";
import { planAhead } from "../../../bot/app/planning/plan-ahead.ts";
import { putInForce } from "../../../bot/assembly/policies-in-force.ts";
import { day, instant, minuteMs, plus } from "../../../bot/domain/calendar.ts";
import { createDispatchStore } from "../../../bot/store/dispatch/dispatch-store.ts";
import { createPlanningStore } from "../../../bot/store/planning/planning-store.ts";
import { readPolicies } from "../../../bot/templates/load-which-policy.ts";
import { bigBook, openInstallation, verifyAll, type TestInstallation } from "../../support/big-book.ts";
import { recordingChannel } from "../../support/recording-provider.ts";
import { testClock } from "../../support/test-clock.ts";
import { numberLog, readLog, type Entry } from "./checks.ts";

const dueOn = day("2026-11-25");
const noon = instant("2026-11-25T12:00:00Z");
const queued = 1_000;

describe("other contact rules put in force while a thousand touches are queued", () => {
  const clock = testClock(plus(noon, -minuteMs));
  let book: TestInstallation;
  beforeAll(async () => {
    book = await openInstallation({ clock, hours: { from: "12:00", to: "13:00" }, connections: 12 });
    await book.import({ loans: bigBook({ borrowers: queued, zone: "UTC", dueOn }) });
    await verifyAll(book.core);
    await numberLog(book.core);
    await putInForce(book.core, "test", "any");
    await planAhead({ ...book.core, store: createPlanningStore(book.core.database, book.core.vault) });
    clock.set(noon);
  }, 120_000);
  afterAll(() => book.close());

  it("hold for each touch whose dispatch commits later; those of the old ones say so", { timeout: 600_000 }, async () => {
    const old = book.core.policies.current.version;
    const channel = recordingChannel();
    const deps = {
      ...book.core,
      store: createDispatchStore({ ...book.core, speed: 1 }),
      channels: new Map([["sim", channel]]),
      lender: book.core.installation.lender,
    };
    const waiting = [...(await book.borrowers()).values()];
    let changed: Promise<unknown> | undefined;
    const worker = async (): Promise<void> => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        if (channel.sends.length >= queued / 3) changed ??= changeRules();
        await dispatchDue(deps, id);
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    await changed;
    const log = await readLog(book.core);
    const putAt = log.findLastIndex(({ kind }) => kind === "policies.in_force");
    expect(log[putAt]?.body).toMatchObject({ before: old });
    const claims = log.flatMap((entry, at) => (entry.kind === "message.claimed" ? [{ entry, at }] : []));
    expect(claims.length).toBeGreaterThanOrEqual(queued / 3);
    expect(claims.length).toBeLessThan(queued);
    expect(claims.filter(({ at }) => at > putAt)).toEqual([]);
    expect(channel.sends).toHaveLength(claims.length);
    const held = log.filter(({ kind }) => kind === "touch.deferred");
    expect(held).toHaveLength(queued - claims.length);
    expect(new Set(held.map(policyOf)).size).toBe(1);
    expect(new Set([...claims.map(({ entry }) => policyOf(entry)), ...held.map(policyOf)]).size).toBe(2);
  });

  it("what was in force before and is read again by an old process sends nothing, and says so", async () => {
    const now = book.core.policies.current;
    const before = await readPolicies(path.join(book.directory, "old"));
    const stale = { ...book.core, policies: { current: before, reload: async () => undefined } };
    expect((await putInForce(stale, "worker", "newer"))[0]).toMatch(/^Warning: .*policies apply/);
    const touch = await book.core.database.touch.findFirstOrThrow({ where: { state: "planned" } });
    await book.core.database.touch.update({ where: { id: touch.id }, data: { dueAt: new Date(noon) } });
    const channel = recordingChannel();
    const deps = { ...stale, store: createDispatchStore({ ...stale, speed: 1 }), channels: new Map([["sim", channel]]), lender: "Sample" };
    const [row] = await book.core.database.borrower.findMany({ where: { id: touch.borrowerId } });
    const id = [...(await book.borrowers())].find(([external]) => external === row?.externalId)?.[1];
    if (!id) throw new Error("no borrower");
    await dispatchDue(deps, id);
    expect(channel.sends).toEqual([]);
    const held = await book.core.database.touch.findUniqueOrThrow({ where: { id: touch.id } });
    expect(held).toMatchObject({ state: "planned", decision: "defer" });
    expect(JSON.stringify(held.reasons)).toContain("policies_outdated");
    expect((await putInForce(stale, "compliance", "any"))[0]).toContain(before.version);
    expect((await putInForce(book.core, "worker", "newer"))[0]).toMatch(/^Warning/);
    expect(book.core.policies.current).toBe(now);
  });

  /** The lender edits the file, and `huifang policies apply` (another process) puts it in force. */
  async function changeRules(): Promise<void> {
    const templates = path.join(book.directory, "templates");
    cpSync(templates, path.join(book.directory, "old"), { recursive: true });
    const file = path.join(templates, "policies/default.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("12:00", "14:00").replace("13:00", "15:00"));
    const current = await readPolicies(templates);
    await putInForce({ ...book.core, policies: { current, reload: async () => undefined } }, "compliance", "any");
  }
});

const policyOf = ({ body }: Entry): string => String(body["policy"]);
