import { describe, expect, it } from "vitest";
import { loadMessageTemplates } from "../../../bot/templates/load-message-templates.ts";
import { renderMessage } from "../../../bot/templates/render-message.ts";
import { checkTemplates } from "../../../bot/templates/check-templates.ts";
import { ambientParams, isNeutral, spoken } from "../../../bot/domain/turns/says.ts";
import { textLocales } from "../../../bot/domain/day-text.ts";

const { templates, problems } = await loadMessageTemplates("templates/messages");
const values: Record<string, string | number> = {
  amount: "¥8,033.00",
  asks: "yes",
  branch_phone: "021-5555 0100",
  by: "initial",
  channel: "sms",
  domain: "lender.example",
  ending: "0123",
  helplines: "全国统一心理援助热线 12356",
  hours: "每天19:00以后",
  of: "hours",
  people: "“王”或“李”",
  list: "12月15日：¥8,033.00",
  total: "¥8,033.00",
  when: "late",
  currency: "CNY",
  days: 3,
  due: "¥500.00",
  due_on: "12月15日",
  last_due_on: "2027年11月15日",
  latest: "1月21日",
  lawful: "周一到周六09:00到18:00",
  lender: "惠农",
  document: "use_of_funds",
  loan: "0123",
  reason: "wrong_document",
  name: "王小明",
  next: "¥8,033.00",
  next_on: "12月15日",
  officer: "李伟",
  on: "12月15日",
  least: "¥803.30",
  open: "¥16,066.00",
  owed: "¥16,066.00",
  parts: "11月28日 ¥3,000.00、12月5日 ¥5,033.00",
  principal: "¥100,000.00",
  purpose: "进货",
  ...terms(""),
  count: 2,
  ...terms("1"),
  ...terms("2"),
  ...terms("3"),
  because: "unclear",
  day: "other",
  expected: "money",
  help: "none",
  minutes: 2,
  more: 5,
  agreed: "no",
  most: "¥500,000.00",
  question: "上个月大约收进多少？说个大概就行。\n1. 没问题\n2. 有点紧\n3. 想商量",
  questions: 3,
  skippable: "yes",
  thanks: "谢谢您，都记下了。您的客户经理会看到；有需要随时回复“人工”。",
  time: "15:00",
  what: "¥30,000.00",
  why: "想了解一下最近的经营情况，好在您需要的时候早点帮上忙。",
};

/** The longest that an arrangement's terms are said with. */
function terms(n: string): Record<string, string> {
  const said = { kind: "parts", count: "12", amount: "¥8,033.00", each: "¥2,677.67", on: "12月15日", last: "¥2,677.66", end: "2027年11月15日" };
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [`${name}${n}`, value]));
}
const texts = [...templates.values()].flatMap((template) =>
  textLocales.map((locale) => ({
    id: template.id,
    purpose: template.purpose,
    locale,
    name: `${template.id} ${locale}`,
    text: renderMessage(template, locale, values),
  })),
);

/** facts/practice.md, "What a borrower must never read"; each with the reason it stands for. */
const never: readonly (readonly [RegExp, string])[] = [
  [/坐牢|判刑|报警|警察|公安|拘留|法院|起诉|律师|prison|jail|police|court|lawsuit|sue\b|lawyer|arrest/i, "prison, police, courts"],
  [/上门|登门|come to your (home|house|door)|visit you/i, "people at the door"],
  [/(告诉|通知|联系)(您|你)?的?(家人|亲属|单位|老板|村|邻居)|your (family|employer|boss|village|neighbou?rs) (will|would)|tell your/i, "we will tell others"],
  [/恶意|老赖|失信|黑名单|不愿意?还|拒不|信用评分|嫌疑|blacklist|deadbeat|unwilling|suspicious|score/i, "suspicion and shame"],
  [
    /立即|马上|立刻|必须|务必|最后(一次|期限|通知)|否则|后果|逾期|immediately|at once|urgent|must pay|final notice|last chance|consequences|otherwise|overdue|delinquent|default(ed)?\b/i,
    "hurry, threat, countdown",
  ],
  [/倒计时|小时内|within \d+ hours|hours left/i, "countdowns"],
  [/减免|免除|一定(会)?(批|通过)|肯定(能|会)|waive|surely approved|guarantee/i, "a waiver nobody approved"],
  [/已还清|已结清|还清了|已到账|paid off|settled|fully paid|payment received/i, "paid off from text"],
  [/新贷款|再贷|借新还旧|续贷|new loan|borrow (again|to repay)|another loan/i, "a new loan"],
  [/二维码|扫码|转账到|收款账号|银行卡号|QR|account number|transfer to/i, "a new account or QR code"],
  [/验证码|密码|身份证号|password|passcode|verification code|\bPIN\b|ID number/i, "codes and passwords"],
  [/https?:|www\.|\.com\b|点击|click/i, "links"],
  [/我是(经理|客户经理|信贷员|小)|this is (mr|ms|mrs)\b|my name is/i, "a bot posing as a person"],
];
/** In a text that a stranger may read. */
const debt = /贷|借|款|还|欠|债|账|逾期|到期|元|¥|loan|debt|pay|owe|due|instal|lend(?!er)|borrow|money|amount|overdue/i;

describe("the texts that borrowers read", () => {
  it("are all without fault, and all that turns and reminders say is there", async () => {
    expect(problems).toEqual([]);
    expect((await checkTemplates("templates")).filter(({ file }) => file.includes("messages"))).toEqual([]);
    expect([...templates.keys()]).toEqual(
      expect.arrayContaining([...Object.keys(spoken), "reminder-before", "reminder-due", "reminder-late", "reminder-late-30"]),
    );
  });

  it.each(texts)("$name has nothing that a borrower must never read", ({ text }) => {
    expect(never.filter(([words]) => words.test(text)).map(([words, why]) => `${why}: ${words.exec(text)?.[0]}`)).toEqual([]);
  });

  it.each(texts)("$name is no longer than 400 characters when it is read", ({ text }) => {
    expect(text.length).toBeLessThanOrEqual(400);
  });

  it("the word list does find such words", () => {
    const bad = [
      "我们会报警",
      "最后通知，请立即还款",
      "您的贷款已还清",
      "we will tell your employer",
      "Click https://x.cn",
      "请输入验证码",
      "please scan the QR code",
    ];
    expect(bad.filter((text) => !never.some(([words]) => words.test(text)))).toEqual([]);
  });

  it.each(texts.filter(({ id }) => isNeutral({ template: id, params: {}, textClass: "response" })))(
    "$name, which a stranger may read, has no word of debt",
    ({ text }) => {
      expect(debt.exec(text)?.[0]).toBeUndefined();
    },
  );

  it.each(texts.filter(({ purpose }) => purpose === "reminder" || purpose === "notice" || purpose === "identity"))(
    "$name says that it is a bot, offers a person and an end",
    ({ text, locale }) => {
      for (const words of locale === "en" ? ["(a bot)", "HUMAN", "STOP"] : ["机器人", "“人工”", "“退订”"]) expect(text).toContain(words);
    },
  );

  it("an acknowledgement to a wrong person says neither who was meant nor who asks", () => {
    expect(templates.get("wrong-person-noted")?.params).toEqual([]);
  });

  it("each speaks of nothing but what turns hand in", () => {
    for (const [id, given] of Object.entries(spoken)) {
      const known = new Set([...given, ...ambientParams]);
      expect(templates.get(id)?.params.filter((param) => !known.has(param))).toEqual([]);
    }
  });
});
