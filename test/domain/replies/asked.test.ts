import { describe, expect, it } from "vitest";
import { day } from "../../../bot/domain/calendar.ts";
import { understand } from "../../../bot/domain/replies/understand.ts";
import { context, dayOf, read, top } from "./context.ts";

describe("what was asked settles a bare answer", () => {
  it.each(["对", "是的", "好", "好的", "ok", "OK", "👍", "👍🏽", "嗯嗯", "yes", "Yes please", "可以", "没问题", "係", "是我"])("yes: %s", (text) =>
    expect(read(text, "confirm_promise").yes).toBe(true),
  );
  it.each(["不是", "不对", "no", "No.", "nope", "不行", "👎", "不是我", "n"])("no: %s", (text) => expect(read(text, "confirm_promise").yes).toBe(false));
  it.each(["好吗", "是谁", "明天", "对不起", "不知道", "yes?", "不好意思"])("neither: %s", (text) => expect(read(text, "confirm_promise").yes).toBeUndefined());

  it("a yes to a promise is the promise; without the question it is nothing", () => {
    expect(read("对", "confirm_promise")).toMatchObject({ act: true, yes: true, intents: [{ name: "promise" }] });
    expect(read("对")).toMatchObject({ act: false, intents: [{ name: "unclear" }] });
  });

  it("a no to 'are you …' is a wrong person, a yes is only a yes", () => {
    expect(top("不是", "confirm_person")).toBe("wrong_person");
    expect(read("是我", "confirm_person")).toMatchObject({ act: true, yes: true, intents: [{ name: "unclear" }] });
    for (const plain of ["是", "是的", "对", "本人", "yes", "Yeah", "I am", "this is she", "ndio", "opo", "haan ji"])
      expect(read(plain, "confirm_person"), plain).toMatchObject({ act: true, yesBy: "plain" });
    for (const vague of ["👍", "ok", "好的", "🙏", "sure", "行", "1"]) {
      expect(read(vague, "confirm_person").act, vague).toBe(false);
      expect(read(vague, "confirm_person").yesBy, vague).not.toBe("plain");
    }
  });

  it.each([
    ["15号吧", "2026-03-15"],
    ["后天吧", "2026-03-12"],
    ["12.5", "2026-12-05"],
    ["15", "2026-03-15"],
    ["3.20", "2026-03-20"],
    ["Friday", "2026-03-13"],
    ["the 15th", "2026-03-15"],
  ])("a day, when asked for one: %s", (text, on) => {
    expect(read(text, "promise_when")).toMatchObject({ act: true, intents: [{ name: "promise" }] });
    expect(dayOf(text, "promise_when")).toBe(on);
    expect(read(text).act).toBe(false);
  });

  it("an amount, when asked for one, is a part of what is due or all of it", () => {
    const open = [{ minor: 500_000n, dueOn: day("2026-03-09") }];
    const answer = (text: string): ReturnType<typeof read> => understand(text, context("promise_amount", "2026-03-10", "zh-CN", open));
    expect(answer("两千五")).toMatchObject({ intents: [{ name: "partial" }], parts: [{ amount: { minor: 250_000n } }] });
    expect(answer("50")).toMatchObject({ intents: [{ name: "partial" }], parts: [{ amount: { minor: 5_000n } }] });
    expect(answer("5000")).toMatchObject({ intents: [{ name: "promise" }], parts: [{ amount: { minor: 500_000n } }] });
  });

  it("safety is heard whatever was asked", () => {
    for (const asked of ["confirm_person", "confirm_promise", "promise_when", "promise_amount", "rephrase"] as const) {
      expect(top("STOP", asked)).toBe("opt_out");
      expect(top("退订", asked)).toBe("opt_out");
      expect(top("我不想活了", asked)).toBe("distress");
    }
  });
});
