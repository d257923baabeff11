import { addDays, dayIn, dayMs, hourMs, minuteMs, plus, type Instant, type Zone } from "../../bot/domain/calendar.ts";
import type { SeedBook } from "./seed-book.ts";

/** A working day of a small lender: everything that the officers' pages can show, at least once. */
export async function fullBook(book: SeedBook, now: Instant): Promise<{ borrowerId: string; escalationId: string }> {
  const today = dayIn(now, "Asia/Shanghai" as Zone);
  const at = (minutesAgo: number): Instant => plus(now, -minutesAgo * minuteMs);

  const wang = await book.borrower({
    externalId: "B-1001",
    name: "王秀英",
    dueOn: addDays(today, -37),
    amounts: [803_300n, 803_300n, 803_300n, 803_300n],
    paidMinor: 803_300n + 200_000n,
  });
  await book.sent(
    wang,
    "王秀英您好，这里是示例小贷的自动提醒。您有一期还款 ¥6,033.00 已于 11月15日到期，至今未见入账。如已还款请忽略本条；有困难请直接回复，我们会安排专人联系您。",
    at(310),
    { stage: 7, template: "reminder-late" },
  );
  const asked = await book.said(wang, "最近货款没收回来，下个月十五号还五千行不行", at(290), {
    understood: {
      act: true,
      intents: [
        { name: "promise", confidence: 0.93 },
        { name: "hardship", confidence: 0.7 },
      ],
      parts: [{ amount: { minor: "500000", currency: "CNY" }, date: { on: addDays(today, 23) } }],
      why: [],
    },
  });
  await book.sent(wang, "您是说在 12月15日还 ¥5,000.00，对吗？请回复“对”或“不对”。", at(289), { template: "confirm-promise" });
  const yes = await book.said(wang, "对", at(280), { understood: { act: true, intents: [{ name: "promise", confidence: 1 }], parts: [], why: [] } });
  await book.sent(wang, "好的，已记下：12月15日还 ¥5,000.00。到期前我们会提醒您。", at(279));
  await book.promise(wang, 500_000n, addDays(today, 23), yes, at(279));
  await book.promise(wang, 300_000n, addDays(today, -12), asked, plus(now, -20 * dayMs), "broken");
  await book.status(wang, "hardship", at(289));
  await book.status(wang, "promise_confirmed", at(279));
  await book.hold(wang, "takeover", at(200));
  await book.held(wang, "defer", [{ rule: "hold", detail: "takeover" }, { rule: "hours" }], at(150), 15);
  const escalationId = await book.escalation(wang, "hardship", at(289), { messageId: asked });
  await book.escalation(wang, "broken_promise", plus(now, -9 * dayMs), { state: "resolved", by: "li.wei" });

  const chen = await book.borrower({ externalId: "B-1002", name: "陈建国", dueOn: addDays(today, -3) });
  await book.sent(chen, "陈建国您好，您有一期还款 ¥8,033.00 已到期。", at(120), { stage: 3, template: "reminder-late" });
  const bad = await book.said(chen, "我真的撑不下去了，活着没意思", at(95), {
    understood: { act: false, intents: [{ name: "distress", confidence: 1 }], parts: [], why: [] },
  });
  await book.hold(chen, "distress", at(95));
  await book.status(chen, "distress", at(95));
  await book.escalation(chen, "distress", at(95), { messageId: bad });

  const grace = await book.borrower({
    externalId: "B-1003",
    name: "Grace Wanjiku Kamau",
    locale: "en",
    zone: "Africa/Nairobi",
    branch: "nairobi",
    officer: "j.otieno",
    dueOn: addDays(today, -1),
    amounts: [1_250_000n, 1_250_000n],
    currency: "KES",
  });
  await book.sent(grace, "Hello Grace, your instalment of KES 12,500.00 was due on 21 November.", at(60), {
    stage: 1,
    template: "reminder-late",
    state: "delivered",
  });
  const claims = await book.said(grace, "I paid yesterday through the agent in Gikomba, please check", at(40), {
    understood: { act: true, intents: [{ name: "paid", confidence: 0.97 }], parts: [], why: [] },
  });
  await book.status(grace, "claims_paid", at(40));
  await book.hold(grace, "claims_paid", at(40), plus(now, 3 * dayMs));
  await book.escalation(grace, "human_wanted", at(38), { messageId: claims, state: "acknowledged", by: "j.otieno" });

  const zhao = await book.borrower({ externalId: "B-1004", name: "赵敏", dueOn: today });
  await book.sent(zhao, "赵敏您好，您的一期还款 ¥8,033.00 今天到期。", at(30), { stage: 0, template: "reminder-due", state: "unknown" });
  const liu = await book.borrower({ externalId: "B-1005", name: "刘洋", dueOn: addDays(today, 3) });
  await book.sent(liu, "刘洋您好，您的一期还款 ¥8,033.00 将于 3 天后到期。", at(25), { stage: -3, template: "reminder-before", state: "failed" });
  const sun = await book.borrower({ externalId: "B-1006", name: "孙丽", dueOn: addDays(today, -7) });
  await book.hold(sun, "opt_out", plus(now, -2 * dayMs));
  await book.held(sun, "suppress", [{ rule: "hold", detail: "opt_out" }], at(140), 7);
  const zhou = await book.borrower({ externalId: "B-1007", name: "周强", dueOn: addDays(today, -15), paidMinor: 803_300n });
  await book.held(zhou, "suppress", [{ rule: "paid" }], at(142), 15);
  for (let n = 8; n < 18; n++) {
    const other = await book.borrower({ externalId: `B-10${String(n).padStart(2, "0")}`, name: `客户 ${n}`, dueOn: addDays(today, n - 12) });
    if (n % 2 === 0) await book.sent(other, "您好，您的一期还款 ¥8,033.00 即将到期。", at(160 + n), { stage: -3, template: "reminder-before" });
    else await book.held(other, "defer", [{ rule: n % 3 === 0 ? "budget" : "ledger_not_covering", ...(n % 3 === 0 && { detail: "week" }) }], at(170 + n), 1);
  }
  await book.escalation(zhou, "dispute", plus(now, -3 * hourMs), {});
  return { borrowerId: wang.id, escalationId };
}
