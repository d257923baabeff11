/** Every way through the questionnaires that come with Huifang, in both languages, by the engine and the real texts. */
import { describe, expect, it } from "vitest";
import { day, instantAt, minuteMs, plus, zone } from "../../../bot/domain/calendar.ts";
import { begin } from "../../../bot/domain/checkins/begin.ts";
import { factValue } from "../../../bot/domain/checkins/fact-value.ts";
import type { Facts, Question, Questionnaire } from "../../../bot/domain/checkins/questionnaire.ts";
import { checkinWords, isOver, type CheckinWorld, type RunInput, type RunState, type RunStep } from "../../../bot/domain/checkins/run.ts";
import { step } from "../../../bot/domain/checkins/step.ts";
import { textLocales, type TextLocale } from "../../../bot/domain/day-text.ts";
import type { InboundId } from "../../../bot/domain/ids.ts";
import { currency } from "../../../bot/domain/money.ts";
import { understand } from "../../../bot/domain/replies/understand.ts";
import { loadCheckins } from "../../../bot/templates/load-checkins.ts";
import { loadMessageTemplates } from "../../../bot/templates/load-message-templates.ts";
import { renderMessage } from "../../../bot/templates/render-message.ts";

const { questionnaires } = await loadCheckins("templates/checkins");
const { templates } = await loadMessageTemplates("templates/messages");
const shanghai = zone("Asia/Shanghai");
const cny = currency("CNY");
const start = instantAt(day("2026-11-28"), 600, shanghai);
/** Four or five screens of a cheap phone are not read. */
const longest = { "zh-CN": 300, en: 500 } as const;

const both = questionnaires.flatMap((of) => textLocales.map((locale): [string, TextLocale, Questionnaire] => [of.id, locale, of]));

function text(id: string, locale: TextLocale, params: Readonly<Record<string, string | number>>): string {
  const template = templates.get(id);
  if (!template) throw new Error(`no template ${id}`);
  return renderMessage(template, locale, { lender: locale === "en" ? "Sample Lending" : "示例小贷", ...params });
}

const worldOf = (questionnaire: Questionnaire, locale: TextLocale, more: Partial<CheckinWorld> = {}): CheckinWorld => ({
  now: start,
  zone: shanghai,
  locale,
  currency: cny,
  buttons: false,
  questionnaire,
  facts: {},
  values: {
    name: "王小明",
    lender: "示例小贷",
    officer: "李伟",
    purpose: "none",
    amount: "CN¥120,000.00",
    due_on: locale === "en" ? "15 Dec" : "12月15日",
    principal: "CN¥100,000.00",
  },
  words: { yes: text(checkinWords.yes, locale, {}), no: text(checkinWords.no, locale, {}) },
  ...more,
});

interface At {
  readonly run: RunState;
  readonly said: readonly string[];
}

/** One step, with what is said to the borrower held to a phone's size. */
function after(run: RunState, input: RunInput, world: CheckinWorld): RunStep {
  const done = step(run, input, world);
  for (const { template, params, choices = [] } of done.says) {
    const said = text(template, world.locale, params);
    expect({ said, fits: said.length <= longest[world.locale] }).toEqual({ said, fits: true });
    expect(said).not.toMatch(/[{}]|undefined|NaN/);
    expect(choices.every((choice) => choice.length <= 20)).toBe(true);
  }
  return done;
}

function opened(world: CheckinWorld): RunState {
  const { run } = after(begin(plus(start, 3 * 1_440 * minuteMs)), { kind: "offer" }, world);
  return says(run, world.locale === "en" ? "yes" : "可以", world);
}

function says(run: RunState, said: string, world: CheckinWorld): RunState {
  const id = `t${String(run.heard.length)}` as InboundId;
  const reply = understand(said, { receivedAt: world.now, zone: shanghai, locale: world.locale, currency: cny, open: [] });
  const done = after(run, { kind: "text", id, text: said, reply }, world);
  expect({ said, taken: done.taken }).toEqual({ said, taken: true });
  return done.run;
}

const sends = (run: RunState, { question }: { question: Extract<Question, { type: "document" }> }, world: CheckinWorld): RunState =>
  after(run, { kind: "media", id: `m${String(run.heard.length)}` as InboundId, media: question.media[0] ?? "photo", caption: "" }, world).run;

/** Options that are numbers themselves ("none, one, two"): a bare digit is asked again, and answered in words. */
const counting: ReadonlySet<string> = new Set(["others"]);

/** What somebody would plainly answer, and what should then be on record; `number`: by the numbers of the options. */
function plainAnswers(question: Question, world: CheckinWorld, manner: "words" | "number"): { said: string; value: unknown }[] {
  const { locale, values } = world;
  switch (question.type) {
    case "yes_no":
      return [true, false].map((value) => ({ said: value ? world.words.yes : world.words.no, value }));
    case "choice":
      return question.options.map(({ key, label }, i) => ({
        said: manner === "number" && !counting.has(question.id) ? String(i + 1) : label(locale, values),
        value: key,
      }));
    case "multi_choice":
      return [
        {
          said:
            manner === "number"
              ? "1 2"
              : question.options
                  .slice(0, 2)
                  .map(({ label }) => label(locale, values))
                  .join(locale === "en" ? ", " : "、"),
          value: question.options.slice(0, 2).map(({ key }) => key),
        },
      ];
    case "number":
      return [{ said: String(question.least + 3), value: question.least + 3 }];
    case "money":
      return manner === "number" ? [{ said: "32000", value: 32_000 }] : [{ said: locale === "en" ? "about 32,000" : "三万二左右", value: 32_000 }];
    case "percent":
      return manner === "number" ? [{ said: "60%", value: 0.6 }] : [{ said: locale === "en" ? "60 percent" : "六成", value: 0.6 }];
    case "date":
      return manner === "number" ? [{ said: "2027-01-15", value: "2027-01-15" }] : [{ said: locale === "en" ? "15 January" : "1月15号", value: "2027-01-15" }];
    case "text":
    case "location":
      return [{ said: locale === "en" ? "the river rose and took the road" : "河水涨了，路断了", value: expect.any(String) }];
    case "document":
      return [];
  }
}

/** Every way through, in the manner given; returns which questions were asked on any of them. */
function walk(at: At, world: CheckinWorld, manner: "words" | "number", asked: Set<string>, ways: { count: number }): void {
  const { run } = at;
  if (isOver(run.phase)) {
    expect({ ...at, phase: run.phase }).toEqual({ ...at, phase: "done" });
    expect(Math.max(...Object.values(run.timesAsked))).toBe(1);
    ways.count += 1;
    return;
  }
  const question = world.questionnaire.questions.find(({ id }) => id === run.open?.question);
  if (!question) throw new Error(`nothing is open after ${at.said.join(", ")}`);
  asked.add(question.id);
  if (run.open?.check !== undefined) {
    const explained = world.locale === "en" ? "a customer paid late" : "有个客户拖了款";
    return walk({ run: says(run, explained, world), said: [...at.said, explained] }, world, manner, asked, ways);
  }
  if (question.type === "document") return walk({ run: sends(run, { question }, world), said: [...at.said, "a file"] }, world, manner, asked, ways);
  for (const { said, value } of plainAnswers(question, world, manner)) {
    const next = says(run, said, world);
    const answer = next.answers[question.id];
    expect({ question: question.id, said, value: answer && factValue(answer) }).toEqual({ question: question.id, said, value });
    walk({ run: next, said: [...at.said, said] }, world, manner, asked, ways);
  }
}

/** Of the loan's purpose depends what is asked. */
const purposes: Readonly<Record<string, readonly Facts[]>> = {
  "welcome-funds": [{ purpose: "进货 stock" }, { purpose: "设备 equipment" }, { purpose: "种子 seeds" }],
};
const factsOf = (id: string): readonly Facts[] => purposes[id] ?? [{}];

describe("a shipped questionnaire can be answered to the end", () => {
  it.each(both.flatMap(([id, locale, of]) => (["words", "number"] as const).map((manner) => [id, locale, manner, of] as const)))(
    "%s %s by %s, whatever is chosen; every question of it is asked on some way",
    (id, locale, manner, of) => {
      const asked = new Set<string>();
      const ways = { count: 0 };
      for (const facts of factsOf(id)) {
        const world = worldOf(of, locale, { facts });
        walk({ run: opened(world), said: [] }, world, manner, asked, ways);
      }
      expect([...asked].toSorted()).toEqual(of.questions.map((question) => question.id).toSorted());
      expect(ways.count).toBeGreaterThanOrEqual(of.questions.length);
    },
  );

  it.each(both)("%s %s with buttons, pressing the first each time", (id, locale, of) => {
    for (const facts of factsOf(id)) {
      const world = worldOf(of, locale, { facts, buttons: true });
      let run = opened(world);
      for (let i = 0; !isOver(run.phase) && i < 20; i++) {
        const question = of.questions.find((one) => one.id === run.open?.question);
        const [first] = question ? plainAnswers(question, world, "words") : [];
        run = question?.type === "document" ? sends(run, { question }, world) : says(run, first?.said ?? "?", world);
      }
      expect(run.phase).toBe("done");
    }
  });

  it.each(both)("%s %s by passing over all that may be passed over", (_, locale, of) => {
    const world = worldOf(of, locale);
    let run = opened(world);
    for (let i = 0; !isOver(run.phase) && i < 20; i++) {
      const question = of.questions.find((one) => one.id === run.open?.question);
      const [first] = question && !question.skippable ? plainAnswers(question, world, "words") : [];
      run = says(run, first?.said ?? (locale === "en" ? "skip" : "跳过"), world);
    }
    expect(run.phase).toBe("done");
    expect(run.skipped.length).toBeGreaterThan(0);
  });

  it.each(both)("%s %s: every word that an option lists is that option, in either language, and no other", (_, locale, of) => {
    const world = worldOf(of, locale);
    const lists = of.questions.flatMap((question) => (question.type === "choice" ? [question] : []));
    for (const question of lists) {
      const alone = { ...world, questionnaire: { ...of, questions: [questionAlone(question)], checks: [] } };
      for (const { key, label, words } of question.options)
        for (const said of new Set([...textLocales.map((each) => label(each, world.values)), ...words])) {
          const answer = says(opened(alone), said, alone).answers[question.id];
          expect({ question: question.id, said, key: answer && factValue(answer) }).toEqual({ question: question.id, said, key });
        }
    }
  });

  it.each(both)("%s %s: whoever asks what is meant is told, and may then answer", (id, locale, of) => {
    const [facts = {}] = factsOf(id);
    const world = worldOf(of, locale, { facts });
    const run = opened(world);
    const question = of.questions.find((one) => one.id === run.open?.question);
    const told = says(run, locale === "en" ? "what do you mean?" : "什么意思", world);
    expect(told.open?.question).toBe(question?.id);
    const [first] = question ? plainAnswers(question, world, "words") : [];
    expect(says(told, first?.said ?? "?", world).answers).toHaveProperty(question?.id ?? "?");
  });
});

/** Without its condition. */
function questionAlone(question: Question): Question {
  const { when: _, ...rest } = question;
  return rest;
}
