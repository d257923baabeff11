import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Answers } from "../../../bot/domain/checkins/answer.ts";
import { textValues, type Questionnaire } from "../../../bot/domain/checkins/questionnaire.ts";
import { day } from "../../../bot/domain/calendar.ts";
import { textLocales } from "../../../bot/domain/day-text.ts";
import { currency } from "../../../bot/domain/money.ts";
import { checkTemplates } from "../../../bot/templates/check-templates.ts";
import { loadCheckins, readCheckin } from "../../../bot/templates/load-checkins.ts";
import { theGuard } from "../../../bot/templates/the-guard.ts";

const { guard } = await theGuard("templates");
const shipped = await loadCheckins("templates/checkins", guard);
const of = (id: string): Questionnaire => {
  const found = shipped.byId.get(id);
  if (!found) throw new Error(`no questionnaire ${id}`);
  return found;
};

const cny = currency("CNY");
const money = (minor: bigint): Answers[string] => ({ type: "money", minor, currency: cny, about: true });
const choice = (key: string): Answers[string] => ({ type: "choice", key });
const values = Object.fromEntries(textValues.map((name) => [name, "12月15日"]));
const seen = (facts: Readonly<Record<string, string | number>>) => ({ facts, currency: cny, today: day("2026-11-22") });

describe("the questionnaires that come with Huifang", () => {
  it("are all without fault", async () => {
    expect(shipped.problems).toEqual([]);
    expect((await checkTemplates("templates")).filter(({ file }) => file.includes("checkin"))).toEqual([]);
  });

  it("every purpose of follow-up has one", () => {
    expect([...shipped.byId.keys()]).toEqual(
      expect.arrayContaining([
        "welcome-funds",
        "enterprise-month",
        "farmer-season",
        "consumer-income",
        "project-progress",
        "before-large",
        "what-happened",
        "closing-needs",
      ]),
    );
  });

  it.each(shipped.questionnaires.map((one) => [one.id, one] as const))(
    "%s asks everybody at most three questions, and nobody more than six",
    (_, { questions }) => {
      expect(questions.filter(({ when }) => !when).length).toBeLessThanOrEqual(3);
      expect(questions.length).toBeLessThanOrEqual(6);
    },
  );

  it.each(shipped.questionnaires.flatMap((one) => textLocales.map((locale) => [one.id, locale, one] as const)))(
    "%s %s says all it has to say",
    (_, locale, one) => {
      const texts = [one.why, one.thanks, one.purpose, ...one.questions.flatMap(({ text, help }) => (help ? [text, help] : [text]))].map((text) =>
        text(locale, values),
      );
      const labels = one.questions.flatMap((question) => ("options" in question ? question.options : [])).map(({ label }) => label(locale, values));
      expect([...texts, ...labels].filter((text) => text.trim() === "" || text.includes("{"))).toEqual([]);
      // A question that a phone shows without scrolling.
      expect(texts.filter((text) => text.length > (locale === "en" ? 220 : 90))).toEqual([]);
    },
  );

  it("needs and tips go only with a consent of their own, and never while anything is late", () => {
    expect(of("closing-needs")).toMatchObject({ needsConsent: "needs-and-tips", neverOverdue: true });
  });

  it.each([
    ["stock", ["used", "goods", "as_agreed", "evidence"]],
    ["进货", ["used", "goods", "as_agreed", "evidence"]],
    ["equipment", ["used", "machine", "as_agreed", "evidence"]],
    ["买拖拉机和农机设备", ["used", "machine", "as_agreed", "evidence"]],
    ["seeds", ["used", "inputs", "as_agreed", "evidence"]],
    ["livestock", ["used", "inputs", "as_agreed", "evidence"]],
    ["education", ["used", "as_agreed", "evidence"]],
  ])("the welcome asks what fits the purpose %s", (purpose, ids) => {
    const answers = { used: choice("some") };
    const asked = of("welcome-funds").questions.filter(({ when }) => !when || when({ answers, facts: { purpose } }));
    expect(asked.map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    [
      "of the same month last year, while the borrower says it is the same",
      "enterprise-month",
      { versus: choice("same"), turnover: money(400_000n) },
      { "year_ago.turnover": 9_000 },
      "same-but-half",
    ],
    ["of the round before", "enterprise-month", { versus: choice("less"), turnover: money(400_000n) }, { "before.turnover": 20_000 }, "far-from-before"],
    ["of the ledger", "enterprise-month", { versus: choice("less"), turnover: money(400_000n) }, { "paid.month": 5_000 }, "less-than-paid"],
    ["of trade and region", "enterprise-month", { versus: choice("same"), turnover: money(400_000n) }, { "median.turnover": 25_000 }, "far-from-others"],
    ["of the purpose", "welcome-funds", { used: choice("all"), goods: choice("not_ordered") }, { purpose: "stock" }, "used-but-no-goods"],
    [
      "of an income that halved in the same job",
      "consumer-income",
      { work: choice("same"), income: money(300_000n) },
      { "before.income": 6_000 },
      "income-halved",
    ],
    ["of progress that went back", "project-progress", { progress: { type: "percent", share: 0.4 } }, { "before.project.progress": 0.6 }, "went-back"],
    [
      "of money that comes after the due day",
      "before-large",
      { source: choice("owed"), money_on: { type: "date", on: day("2026-12-20"), fuzzy: false } },
      { "next.due_on": "2026-12-15" },
      "after-due",
    ],
  ] as const)("an answer is doubted in the light %s, and only then", (_, id, answers: Answers, facts, check) => {
    const { checks } = of(id);
    const raised = checks.filter(({ doubtful }) => doubtful({ answers, facts })).map((one) => one.id);
    expect(raised).toEqual([check]);
    expect(checks.filter(({ doubtful }) => doubtful({ answers, facts: {} })).map((one) => one.id)).toEqual(raised.filter((one) => one === "used-but-no-goods"));
    const found = checks.find((one) => one.id === check);
    for (const locale of textLocales) {
      const spoken = { ...values, answer: "¥4,000.00", said: "none" };
      expect(found?.clarify(locale, spoken, seen(facts))).not.toMatch(/[{}]|NaN|undefined/);
      expect(found?.note(locale, spoken, seen(facts))).not.toMatch(/[{}]|NaN|undefined/);
    }
  });

  it("a figure known from before is said in the loan's currency", () => {
    const check = of("enterprise-month").checks.find(({ id }) => id === "far-from-before");
    expect(check?.clarify("en", { ...values, answer: "CN¥4,000.00" }, seen({ "before.turnover": 20_000.5 }))).toContain(
      "CN¥20,000.50 a month, now CN¥4,000.00",
    );
    expect(check?.clarify("zh-CN", { ...values, answer: "4,000日元" }, { ...seen({ "before.turnover": 20_000 }), currency: currency("JPY") })).toContain(
      "20,000",
    );
  });
});

describe("what cannot be read is refused, with its line", () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "huifang-checkins-"));
  });
  afterEach(() => rm(dir, { recursive: true }));

  const both = (zh: string, en: string): string => `{ zh-CN: "${zh}", en: "${en}" }`;
  const head = (id = "one"): string =>
    `id: ${id}\nversion: 1\naudience: [farmer]\npurpose: ${both("看看", "See")}\nwhy: ${both("想问问您", "We would like to ask")}\nthanks: ${both("谢谢", "Thank you")}\n`;
  const yesNo = (id: string, more = ""): string => `  - { id: ${id}, type: yes_no, text: ${both("好吗？", "All well?")}${more} }\n`;
  const pick = (options: string): string => `  - { id: pick, type: choice, text: ${both("选哪个？", "Which?")}, options: [${options}] }\n`;
  const option = (key: string, zh: string, en: string, words = ""): string => `{ key: ${key}, label: ${both(zh, en)}, words: [${words}] }`;
  const fine = option("good", "挺好", "Good");
  const amount = (more: string): string => `  - { id: sum, type: money, text: ${both("多少？", "How much?")}, ${more} }\n`;
  const check = (doubtful: string, clarify = both("对吗？", "Is that right?"), after = "first"): string =>
    `checks:\n  - { id: odd, after: ${after}, doubtful: '${doubtful}', clarify: ${clarify}, note: ${both("看一下", "Look")} }\n`;
  const shown = async (text: string): Promise<string[]> => {
    await writeFile(join(dir, "one.yaml"), text);
    const { problems, byId } = await loadCheckins(dir, guard);
    expect(byId.size).toBe(problems.length === 0 ? 1 : 0);
    return problems.map(({ line, message }) => `${String(line)} ${message}`);
  };

  it("what is well written is read", async () => {
    expect(await shown(`${head()}questions:\n${yesNo("first")}${yesNo("second", ", when: answers.first")}${check("answers.first == false")}`)).toEqual([]);
  });

  it.each([
    ["an option that stops messages", pick(`${fine}, ${option("stop", "停", "Halt")}`), '8 questions.0.options.1.key: "stop" is how borrowers write to us'],
    [
      "a label that is a command",
      pick(`${fine}, ${option("other", "退订", "Other")}`),
      '8 questions.0.options.1.label.zh-CN: "退订" is how borrowers write to us',
    ],
    [
      "an English command",
      pick(`${fine}, ${option("other", "别的", "Unsubscribe")}`),
      '8 questions.0.options.1.label.en: "Unsubscribe" is how borrowers write to us',
    ],
    ["one letter", pick(`${fine}, ${option("other", "别的", "Other", '"y"')}`), '8 questions.0.options.1.words.0: "y" is how borrowers write to us'],
    ["a button with the letter N", pick(`${fine}, ${option("other", "别的", "N")}`), "8 questions.0.options.1.label.en: could be taken for a command"],
    [
      "a word that means a death to the rest of the turn",
      pick(`${fine}, ${option("gone", "走了", "Gone")}`),
      '8 questions.0.options.1.label.zh-CN: "走了" is heard as deceased',
    ],
    [
      "one word for two options",
      pick(`${option("good", "挺好", "Good", "ok")}, ${option("fair", "一般", "Fair", "OK")}`),
      '8 questions.0.options.1.words.0: "OK" means another option as well',
    ],
    ["an option twice", pick(`${fine}, ${option("good", "一般", "Fair")}`), "8 questions.0.options.1.key: is there twice"],
    ["a question twice", yesNo("first") + yesNo("first"), "9 questions.1.id: is there twice"],
    ["a condition on a later question", yesNo("first", ", when: answers.second") + yesNo("second"), "8 questions.0.when: answers.second is asked later (at 1)"],
    ["a condition on its own question", yesNo("first", ", when: answers.first"), "8 questions.0.when: answers.first is asked later (at 1)"],
    ["a condition on no question", yesNo("first") + yesNo("second", ", when: answers.frist"), "9 questions.1.when: no question frist (at 1)"],
    ["a condition on no known fact", yesNo("first", ", when: facts.purpos == 'stock'"), "8 questions.0.when: nobody asserts a fact purpos"],
    ["a median of no known fact", yesNo("first", `, when: 'facts["median.turnover"] > 1'`), "8 questions.0.when: nobody asserts a fact median.turnover"],
    ["a condition that is none", yesNo("first", ", when: 'facts.trade =='"), "8 questions.0.when: Unexpected token: EOF (at 15)"],
    [
      "words compared with a figure",
      pick(`${fine}, ${option("fair", "一般", "Fair")}`) + yesNo("second", ", when: answers.pick > 3"),
      "9 questions.1.when: no such overload: string > int (at 1)",
    ],
    [
      "a condition that is no yes or no",
      amount("least: 1") + yesNo("second", ", when: answers.sum + 1"),
      "9 questions.1.when: is no yes or no, but double (at 1)",
    ],
    [
      "a loop",
      pick(`${fine}, ${option("fair", "一般", "Fair")}`) + yesNo("second", ", when: '[1, 2].exists(x, x > 1)'"),
      "9 questions.1.when: no function exists",
    ],
    ["a pattern", yesNo("first", `, when: 'facts.trade.matches("(a+)+$")'`), "8 questions.0.when: no function matches"],
    [
      "an expression without end",
      yesNo("first", `, when: '${Array.from({ length: 60 }, () => "true").join("||")}'`),
      "8 questions.0.when: Exceeded maxAstNodes (80)",
    ],
    ["a range without a number", amount("least: 5, most: 5"), "8 questions.0.most: not above `least`"],
    [
      "an empty range of numbers",
      `  - { id: weeks, type: number, unit: ${both("周", "weeks")}, text: ${both("几周？", "Weeks?")}, least: 9, most: 2 }\n`,
      "8 questions.0.most: not above `least`",
    ],
    ["money in another unit", amount("fact: { name: sum, unit: pieces }"), '8 questions.0.fact: money has the unit "currency"'],
    [
      "one fact in two units",
      `  - { id: aa, type: number, unit: ${both("周", "weeks")}, text: ${both("几周？", "Weeks?")}, fact: { name: rest, unit: week } }\n  - { id: bb, type: number, unit: ${both("天", "days")}, text: ${both("几天？", "Days?")}, fact: { name: rest, unit: day } }\n`,
      "9 questions.1.fact: has another unit in an earlier question",
    ],
    ["more than three for everybody", ["aa", "bb", "cc", "dd"].map((id) => yesNo(id)).join(""), "8 questions: 4 questions that everybody is asked"],
    [
      "more than six",
      ["aa", "bb", "cc", "dd", "ee", "ff", "gg"].map((id) => yesNo(id, ", when: facts.principal > 1")).join(""),
      "8 questions: more than six questions",
    ],
    [
      "a value that nobody gives",
      `  - { id: first, type: yes_no, text: ${both("{score}好吗？", "All {score} well?")} }\n`,
      "8 questions.0.text.zh-CN: nobody gives {score}",
    ],
    [
      "a value in one language only",
      `  - { id: first, type: yes_no, text: ${both("{name}好吗？", "All well?")} }\n`,
      "8 questions.0.text.en: {name} is missing, another language has it",
    ],
    [
      "a threat",
      `  - { id: first, type: yes_no, text: ${both("再不还就报警了，知道吗？", "Do you know that we will call the police?")} }\n`,
      "8 questions.0.text.zh-CN:",
    ],
    [
      "a request for a code",
      `  - { id: first, type: text, text: ${both("请把验证码发给我", "Please send me the verification code")} }\n`,
      "8 questions.0.text.en:",
    ],
    ["a check after no question", yesNo("first") + check("answers.first", undefined, "second"), "10 checks.0.after: no question second"],
    [
      "a check that speaks of what it does not look at",
      yesNo("first") + check("answers.first", both("{fact_principal}？", "{fact_principal}?")),
      "10 checks.0.clarify.zh-CN: nobody gives {fact_principal}",
    ],
    ["a language less", `  - { id: first, type: yes_no, text: { zh-CN: "好吗？" } }\n`, "8 questions.0.text.en:"],
    ["an unknown key", yesNo("first", ", urgent: true"), "8 questions.0: Unrecognized key"],
  ])("%s", async (_, questions, expected) => {
    const all = await shown(`${head()}questions:\n${questions}`);
    expect(all.filter((one) => one.startsWith(expected))).not.toEqual([]);
  });

  it("more than three for everybody are allowed where the file says that it is long", async () => {
    expect(await shown(`${head()}long: true\nquestions:\n${["aa", "bb", "cc", "dd"].map((id) => yesNo(id)).join("")}`)).toEqual([]);
  });

  it("a fact that another questionnaire asserts is known", async () => {
    await writeFile(join(dir, "two.yaml"), `${head("two")}questions:\n${amount("fact: { name: sales, unit: currency }")}`);
    await writeFile(join(dir, "one.yaml"), `${head()}questions:\n${yesNo("first", `, when: 'facts.sales < 100 || facts["median.sales"] > 1'`)}`);
    const { problems, byId } = await loadCheckins(dir, guard);
    expect(problems).toEqual([]);
    expect([...byId.keys()]).toEqual(["one", "two"]);
  });

  it("two units of one fact are a problem of both files", async () => {
    await writeFile(join(dir, "two.yaml"), `${head("two")}questions:\n${amount("fact: { name: sales, unit: currency }")}`);
    await writeFile(join(dir, "one.yaml"), `${head()}questions:\n${amount("fact: { name: sales, unit: currency/month }")}`);
    const { problems } = await loadCheckins(dir);
    expect(problems.map(({ message }) => message)).toEqual([
      "questions.0.fact: sales has another unit in two",
      "questions.0.fact: sales has another unit in one",
    ]);
  });

  it("a version that was kept is read from its text alone", () => {
    const { questionnaire, problems } = readCheckin(`${head()}questions:\n${yesNo("first")}`, "kept");
    expect(problems).toEqual([]);
    expect(questionnaire).toMatchObject({ id: "one", version: 1, questions: [{ id: "first", type: "yes_no", skippable: true }] });
    expect(readCheckin("id: [", "kept").problems[0]).toMatchObject({ file: "kept", line: 1 });
  });
});

describe("conditions", () => {
  const source = (when: string): string =>
    [
      "id: one",
      "version: 1",
      "audience: [farmer]",
      "purpose: {zh-CN: 看, en: See}",
      "why: {zh-CN: 问, en: Ask}",
      "thanks: {zh-CN: 谢, en: Thanks}",
      "questions:",
      "  - { id: sold, type: yes_no, text: {zh-CN: 卖, en: Sold} }",
      "  - { id: sum, type: money, text: {zh-CN: 多少, en: Much} }",
      "  - { id: many, type: multi_choice, text: {zh-CN: 哪些, en: Which}, options: [{ key: aa, label: {zh-CN: 甲, en: First} }, { key: bb, label: {zh-CN: 乙, en: Second} }] }",
      "  - { id: share, type: percent, when: 'true', text: {zh-CN: 几成, en: Share} }",
      `  - { id: last, type: yes_no, text: {zh-CN: 好, en: Well}, when: '${when}' }`,
    ].join("\n");
  const holds = (when: string, answers: Answers, facts: Record<string, string | number | boolean> = {}): boolean | undefined => {
    const { questionnaire, problems } = readCheckin(source(when), "one");
    expect(problems).toEqual([]);
    return questionnaire?.questions.at(-1)?.when?.({ answers, facts });
  };

  it.each([
    ["answers.sold"],
    ["!answers.sold"],
    ["answers.sold == false"],
    ["answers.sum < 100"],
    ["answers.sum >= 0"],
    ['"aa" in answers.many'],
    ["size(answers.many) == 0"],
    ["answers.share * 2 > 1"],
    ['facts.principal < 100 && facts.trade != ""'],
    ["facts.trade ? true : false"],
  ])("%s is false where nothing is answered or known", (when) => {
    expect(holds(when, {})).toBe(false);
  });

  it.each([
    ["whole and broken numbers are one kind", "answers.sum == 3000 && answers.sum * 2 > 5999 && answers.sum / 2 < facts.principal - 1"],
    ["money is in major units", "answers.sum > 2999.99 && answers.sum < 3000.01"],
    ["a side that is not known does not hide the other", 'facts.risk == "high" || answers.sold'],
    ["one of several", '"aa" in answers.many && !("bb" in answers.many) && size(answers.many) == 1'],
    ["a share is between 0 and 1", "answers.share == 0.25"],
    ["names with points", '"before.x" in facts || facts["paid.month"] == 20'],
    ["words are found whole", 'mentions(facts.purpose, ["stock"]) == false && mentions(facts.purpose, ["livestock"])'],
    ["nothing answered can be asked for", "!has(answers.share) || answers.share < 1"],
  ])("%s", (_, when) => {
    const answers: Answers = {
      sold: { type: "yes_no", yes: true },
      sum: money(300_000n),
      many: { type: "multi_choice", keys: ["aa"] },
      share: { type: "percent", share: 0.25 },
    };
    expect(holds(when, answers, { principal: 9_000, "paid.month": 20, purpose: "Livestock, cattle" })).toBe(true);
  });

  it("a fact of another kind than expected makes it false, never a fault", () => {
    expect(holds("facts.principal > 3", {}, { principal: "a lot" })).toBe(false);
    expect(holds("facts.trade", {}, { trade: "retail" })).toBe(false);
  });
});
