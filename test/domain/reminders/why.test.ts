import { describe, expect, it } from "vitest";
import { en } from "../../../bot/console/strings/en.ts";
import { whySentence } from "../../../bot/console/strings/why-words.ts";
import { zhCn } from "../../../bot/console/strings/zh-cn.ts";
import { day } from "../../../bot/domain/calendar.ts";
import { whyOnDay, type WhyFacts, type WhyTouch } from "../../../bot/domain/reminders/why.ts";

const on = day("2026-11-25");
const facts = (change: Partial<WhyFacts> = {}): WhyFacts => ({
  on,
  goLiveOn: day("2026-11-01"),
  plannedThrough: day("2026-11-26"),
  openLoans: 1,
  touches: [],
  answers: 0,
  ...change,
});
const touch = (change: Partial<WhyTouch> = {}): WhyTouch => ({
  kind: "reminder",
  loan: "L1",
  instalmentNo: 3,
  stage: 0,
  plannedOn: on,
  state: "planned",
  reasons: [],
  channel: "web",
  ...change,
});
const went = (change: Partial<NonNullable<WhyTouch["message"]>> = {}): Pick<WhyTouch, "state" | "message" | "reasons"> => ({
  state: "sent",
  message: { id: "m1", on, time: "10:15", outcome: "arrived", ...change },
  reasons: [{ rule: "allowed", detail: "default@1" }],
});

const cases: [name: string, facts: WhyFacts, english: string, chinese: string][] = [
  [
    "a reminder that went out on its day",
    facts({ touches: [touch(went())] }),
    "On 2026-11-25 at 10:15 a text went out by Web chat (L1 no. 3, on the due day), as planned.",
    "2026-11-25 10:15 通过",
  ],
  [
    "two that went out as one text",
    facts({ touches: [touch(went()), touch({ ...went(), loan: "L2", instalmentNo: 1, stage: 3 })] }),
    "On 2026-11-25 at 10:15 a text went out by Web chat (L1 no. 3, on the due day; L2 no. 1, 3 days after), as planned.",
    "L2 第 1 期",
  ],
  [
    "one that had to wait since the day before",
    facts({ touches: [touch({ ...went(), plannedOn: day("2026-11-24") })] }),
    "On 2026-11-25 at 10:15 a text went out by Web chat (L1 no. 3, on the due day), planned for 2026-11-24 and not allowed before.",
    "原定 2026-11-24",
  ],
  [
    "one of which nobody knows whether it arrived",
    facts({ touches: [touch(went({ outcome: "unknown" }))] }),
    "On 2026-11-25 at 10:15 a text went out by Web chat (L1 no. 3, on the due day), as planned; whether it arrived is not known.",
    "是否送达不明",
  ],
  [
    "one that failed",
    facts({ touches: [touch({ ...went({ outcome: "failed" }), state: "failed" })] }),
    "On 2026-11-25 at 10:15 a text by Web chat could not be delivered (L1 no. 3, on the due day).",
    "没有送达",
  ],
  [
    "a hold",
    facts({ touches: [touch({ state: "suppressed", reasons: [{ rule: "hold", detail: "dispute" }] })] }),
    "Nothing went out on 2026-11-25: what was planned (L1 no. 3, on the due day) is not said, because: on hold (Dispute).",
    "不发，原因：",
  ],
  [
    "paid meanwhile",
    facts({ touches: [touch({ state: "suppressed", reasons: [{ rule: "paid" }] })] }),
    "Nothing went out on 2026-11-25: what was planned (L1 no. 3, on the due day) is not said, because: paid meanwhile.",
    "没有发送",
  ],
  [
    "said on another day",
    facts({ touches: [touch(went({ on: day("2026-11-26") }))] }),
    "Nothing went out on 2026-11-25: what was planned for it (L1 no. 3, on the due day) was said on 2026-11-26.",
    "在 2026-11-26 发出",
  ],
  [
    "still deferred",
    facts({ touches: [touch({ reasons: [{ rule: "budget", detail: "day" }] })] }),
    "Nothing has gone out for 2026-11-25 yet: L1 no. 3, on the due day waits, because: contact budget used up (day).",
    "正在等待，原因：",
  ],
  ["not looked at yet", facts({ touches: [touch()] }), "Nothing has gone out for 2026-11-25 yet: L1 no. 3, on the due day waits for its minute.", "发送时间"],
  ["nothing on that day", facts(), "No reminder on 2026-11-25: no open instalment had a reminder on that day.", "当天没有未还的期次需要提醒"],
  [
    "only answers",
    facts({ answers: 2 }),
    "No reminder on 2026-11-25: no open instalment had a reminder on that day; 2 of our texts that day answered what the borrower wrote.",
    "有 2 条消息是回复借款人的",
  ],
  ["nothing open", facts({ openLoans: 0 }), "No reminder on 2026-11-25: no loan is open.", "没有未结清的贷款"],
  ["before go-live", facts({ goLiveOn: day("2026-11-26") }), "No reminder on 2026-11-25: it was before go-live.", "还没有启用"],
  [
    "not planned yet",
    facts({ plannedThrough: day("2026-11-24") }),
    "No reminder on 2026-11-25: that day is not planned yet (see the forecast).",
    "还没有做计划",
  ],
  [
    "a receipt",
    facts({ touches: [touch({ ...went(), kind: "receipt", instalmentNo: null, stage: null })] }),
    "On 2026-11-25 at 10:15 a text went out by Web chat (L1, a receipt), as planned.",
    "入账通知",
  ],
];

describe("why somebody was written to on a day, or was not", () => {
  it.each(cases)("%s, in one sentence", (_, given, english, chinese) => {
    const why = whyOnDay(given);
    expect(whySentence(why, on, "en", en)).toBe(english);
    expect(whySentence(why, on, "zh-CN", zhCn)).toContain(chinese);
    expect(whySentence(why, on, "zh-CN", zhCn)).toMatch(/^[^。]+。$/);
  });
});
