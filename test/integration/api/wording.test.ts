import { beforeAll, describe, expect, it } from "vitest";
import { openDesk, type Desk } from "./support.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});

describe("what an officer typed", () => {
  it("is checked before it is sent: which words, why, and what to say instead", async () => {
    const answer = await desk.post("/api/console/wording/check", { text: "再不还我们就报🚓警，告诉您的家人" });
    expect(answer.status).toBe(200);
    const checked = await answer.json();
    expect(checked.passes).toBe(false);
    expect(checked.findings.map(({ category, words }: { category: string; words: string }) => [category, words])).toEqual(
      expect.arrayContaining([
        ["force", "报🚓警"],
        ["tells-others", "告诉您的家人"],
      ]),
    );
    expect(checked.findings[0].suggestion["zh-CN"]).not.toBe("");
  });

  it("passes where nothing is wrong, and where the facts allow it", async () => {
    const clean = await desk.post("/api/console/wording/check", { text: "您好，周五方便来网点吗？" });
    expect(await clean.json()).toEqual({ passes: true, findings: [] });
    const settled = await desk.post("/api/console/wording/check", { text: "您的贷款已结清。", facts: { nothingOpen: true } });
    expect(await settled.json()).toEqual({ passes: true, findings: [] });
  });

  it("is refused where it is empty, too long or of another form, without repeating it", async () => {
    for (const body of [{ text: "" }, { text: "把".repeat(4_001) }, { text: "a", facts: { writer: "bot" } }, {}]) {
      const answer = await desk.post("/api/console/wording/check", body);
      expect(answer.status).toBe(400);
      expect(await answer.text()).not.toContain("把");
    }
  });
});
