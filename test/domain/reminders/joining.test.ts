import { describe, expect, it } from "vitest";
import { wordingOfSeveral, type Told } from "../../../bot/app/dispatch/joining.ts";
import type { Due } from "../../../bot/app/dispatch/ports.ts";
import { openTemplates } from "../../../bot/assembly/templates.ts";
import { day, instant, zone } from "../../../bot/domain/calendar.ts";

const { texts } = await openTemplates();
const now = instant("2026-11-25T02:00:00Z");
const borrower = { name: "王芳", locale: "zh-CN", zone: zone("Asia/Shanghai") };

const told = (loanId: string, dueOn: string, stage: number, due: Partial<Due> = {}, instalmentNo = 1): Told => ({
  template: stage > 0 ? "reminder-late" : "reminder-due",
  touch: { loanId, instalmentNo, stage },
  due: { amountMinor: 50_000n, currency: "CNY", dueOn: day(dueOn), ...due },
});
const read = (several: readonly Told[], locale = "zh-CN"): string => {
  const { template, params } = wordingOfSeveral(several, { ...borrower, locale }, "示例小贷", texts, now);
  return texts.render(template, locale, params);
};

describe("one text for several reminders", () => {
  it("names each amount with its day, in the order of the days, and says what is not seen yet", () => {
    const text = read([told("L2", "2026-11-25", 0), told("L1", "2026-11-22", 3, { amountMinor: 803_300n })]);
    expect(text).toContain("您有2笔还款：\n11月22日：¥8,033.00（我们的记录里还没有看到）\n11月25日：¥500.00\n合计 ¥8,533.00。");
  });

  it("never adds up two currencies", () => {
    const several = [told("L1", "2026-11-25", 0), told("L2", "2026-11-25", 0, { currency: "KWD", amountMinor: 12_345n }), told("L3", "2026-11-25", 0)];
    expect(read(several, "en")).toContain("In all: CN¥1,000.00 and KWD\u00a012.345.");
  });

  it("does not count a second time what the lender's own sum of the loan holds", () => {
    const several = [
      told("L1", "2026-11-18", 7, { amountMinor: 110_050n, wholeLoan: true }, 1),
      told("L1", "2026-11-24", 1, {}, 2),
      told("L2", "2026-11-25", 0),
    ];
    expect(read(several)).toContain("您有2笔还款：\n11月18日：¥1,100.50（我们的记录里还没有看到）\n11月25日：¥500.00\n合计 ¥1,600.50。");
  });

  it("says in the words of one where only one is left to say", () => {
    const several = [told("L1", "2026-11-18", 7, { amountMinor: 110_050n, wholeLoan: true }, 1), told("L1", "2026-11-24", 1, {}, 2)];
    expect(wordingOfSeveral(several, borrower, "示例小贷", texts, now).template).toBe("reminder-late");
  });

  it("names an instalment once where two of its stages meet before a row of holidays", () => {
    expect(wordingOfSeveral([told("L1", "2026-11-27", -3), told("L1", "2026-11-27", 0)], borrower, "示例小贷", texts, now)).toMatchObject({
      template: "reminder-due",
      params: { amount: "¥500.00" },
    });
  });
});
