/** Each of these was once understood wrongly and without a doubt. */
import { describe, expect, it } from "vitest";
import { day } from "../../../bot/domain/calendar.ts";
import { understand } from "../../../bot/domain/replies/understand.ts";
import { context, dayOf, read, top } from "./context.ts";

const open = [{ minor: 500_000n, dueOn: day("2026-03-09") }];

describe("never sure and wrong", () => {
  it("没错 says yes, not no", () => {
    for (const text of ["没错", "没错的", "没毛病", "没问题", "不错", "没有错"]) expect(read(text, "confirm_promise").yes, text).toBe(true);
  });

  it.each(["先还一半", "一半吧", "一半", "先给一半行吗", "half", "half for now"])("half is half of what is due, never one yuan: %s", (text) => {
    const reply = understand(text, context("promise_amount", "2026-03-10", "zh-CN", open));
    expect(reply.parts[0]?.amount).toMatchObject({ kind: "half", minor: 250_000n });
  });

  it.each(["三天后一定还", "三天后一次还清", "3天后一起给你", "一周后一并还"])("the 一 after 后 belongs to the next word: %s", (text) =>
    expect(dayOf(text)).toBe(text.startsWith("一周") ? "2026-03-17" : "2026-03-13"),
  );

  it.each([
    "等我15号发了工资就还2000",
    "on the 15th I get paid, will pay then",
    "15号发工资，到时候还",
    "下周五老板结账了就还",
    "I'll pay when I get my salary on the 15th",
    "Friday is payday, I'll pay then",
  ])("an event is no firm day, even with one named: %s", (text) => {
    expect(read(text)).toMatchObject({ act: false, intents: [{ name: "promise" }] });
    expect(read(text).parts[0]?.date?.fuzzy).toBe(true);
  });

  it.each(["my son will pay tomorrow", "我儿子明天来还", "my brother is going to pay on Friday", "我老公说明天还"])(
    "somebody else's promise is not the borrower's: %s",
    (text) => expect(read(text).act).toBe(false),
  );

  it.each([
    ["你别打电话了我明天还", "2026-03-11"],
    ["别催我明天还", "2026-03-11"],
    ["刚发工资，今晚还", "2026-03-10"],
    ["放心我后天还", "2026-03-12"],
  ])("a promise stays one without a comma: %s", (text, on) => {
    expect(top(text)).toBe("promise");
    expect(dayOf(text)).toBe(on);
  });

  it("已经还过了别催了 claims paid and stops the reminders it names", () => expect(["paid", "opt_out"]).toContain(top("已经还过了别催了")));

  it.each(["5000左右", "大概5000", "5000上下吧", "about 5000", "around 5k"])("a rough sum is not exact: %s", (text) => {
    const reply = understand(text, context("promise_amount", "2026-03-10", "zh-CN", open));
    expect(reply.parts[0]?.amount).toMatchObject({ kind: "about", minor: 500_000n });
    expect(reply.act).toBe(false);
  });

  it("七八百 is a range", () => expect(read("七八百明天还").parts[0]?.amount).toMatchObject({ kind: "range", minor: 70_000n, upTo: 80_000n }));
});
