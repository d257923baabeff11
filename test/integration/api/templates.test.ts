import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDesk, type Desk } from "./support.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

interface Item {
  readonly id: string;
  readonly version: string;
  readonly state: string;
  readonly shown: Record<string, { texts: string[]; sms: { segments: number }; findings: unknown[] }>;
}
const items = async (): Promise<Item[]> => (await (await desk.get("/api/console/templates")).json()).items;
const item = async (id: string): Promise<Item> => {
  const found = (await items()).find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
};

describe("templates on the desk", () => {
  it("are shown in both languages with sample values, every branch, and the number of text messages", async () => {
    const { shown, state } = await item("reminder-due");
    expect(state).toBe("released");
    expect(shown["zh-CN"]?.texts).toHaveLength(2);
    expect(shown["en"]?.texts[0]).toContain("¥1,280.00");
    expect(shown["zh-CN"]?.sms.segments).toBeGreaterThan(1);
    expect((await items()).every(({ shown: each }) => each["zh-CN"]?.findings.length === 0)).toBe(true);
  });

  it("are withdrawn and approved again by a person of that role, once, in the version that was read, with an entry each", async () => {
    const { version } = await item("due-now");
    const officer = await desk.as("officer");
    expect((await officer.post("/api/console/templates/due-now/withdraw", { version })).status).toBe(403);
    expect((await desk.post("/api/console/templates/due-now/withdraw", { version: "000000000000" })).status).toBe(409);
    const both = await Promise.all([1, 2].map(() => desk.post("/api/console/templates/due-now/withdraw", { version })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await item("due-now")).state).toBe("withdrawn");
    const compliance = await desk.as("compliance");
    expect((await compliance.post("/api/console/templates/due-now/approve", { version })).status).toBe(200);
    expect((await item("due-now")).state).toBe("approved");
    expect(await desk.logged("template.withdrawn")).toMatchObject([{ actor: "officer:admin", body: { template: "due-now", version } }]);
    expect(await desk.logged("template.approved")).toHaveLength(1);
    expect((await desk.post("/api/console/templates/no-such/approve", { version })).status).toBe(404);
  });
});
