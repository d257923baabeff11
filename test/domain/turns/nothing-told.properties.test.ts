import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { ambient } from "../../../bot/app/dispatch/ambient.ts";
import { openTemplates, type Templates } from "../../../bot/assembly/templates.ts";
import { day, minuteMs, plus } from "../../../bot/domain/calendar.ts";
import type { BorrowerId, ContactPointId, LoanId } from "../../../bot/domain/ids.ts";
import { understand } from "../../../bot/domain/replies/understand.ts";
import { whoseText, type Line } from "../../../bot/domain/shared/line.ts";
import { labelsOf, type Sharer } from "../../../bot/domain/shared/which-person.ts";
import type { InboundText, TurnState } from "../../../bot/domain/turns/turn.ts";
import { hearTurn, known, now, textOf } from "./turn-fixture.ts";

/** Two people of one number, with amounts and days that nobody else has. */
const people = {
  wang: { name: "王芳", ending: "0071", amount: 111_100n, due: day("2026-11-11"), marks: ["1,111", "11月11日", "11 Nov", "王芳"] },
  li: { name: "李强", ending: "0072", amount: 222_200n, due: day("2026-11-12"), marks: ["2,222", "11月12日", "12 Nov", "李强"] },
} as const;
type Who = keyof typeof people;
const ids: readonly Who[] = ["wang", "li"];
const contactOf = (who: Who): ContactPointId => `contact-${who}` as ContactPointId;
const sharers: readonly Sharer[] = ids.map((who) => ({
  contact: contactOf(who),
  borrower: `borrower-${who}` as BorrowerId,
  name: people[who].name,
  endings: [people[who].ending],
}));

/** What people write: plain answers to who they are are left out, but for those that the test puts in by itself. */
const texts = fc.constantFrom(
  ..."你好|我欠多少|28号还5000|明天还|已还|好的|👍|🙏|1|2|5000|人工|你是谁|你是不是骗子|我老公欠多少|李强欠多少|王芳还了吗|他是我丈夫|上午别发|说英文|随时都可以|没钱|晚几天行吗|不还|什么时候还|收到我的钱了吗|结清证明怎么开|我是他老婆|还钱的事你跟我说就行|不是骗人吧|谢谢|我是李强的老婆|我想知道还差多少|还有几期".split(
    "|",
  ),
  ..."hello|how much do I owe?|I will pay on Friday|paid|ok|sure|who is this|is this a scam?|how much does my husband owe|has he paid?|when is it due?|any time is fine|weekends only|I can't pay|did you get my payment?|can I pay later|tell me the balance|what's the amount|thanks|I'm his wife|5000 on the 28th|how do I know it is you|settlement certificate please".split(
    "|",
  ),
);

describe("before it is known who reads", () => {
  let templates: Templates;
  beforeAll(async () => {
    templates = await openTemplates();
  });

  const stateOf = (who: Who, { contact, ...more }: NonNullable<Parameters<typeof known>[0]>): TurnState => {
    const state = known({
      borrower: { ...known().borrower, id: `borrower-${who}` as BorrowerId },
      loans: [
        {
          id: `loan-${who}` as LoanId,
          ending: people[who].ending,
          openMinor: people[who].amount,
          currency: known().loans[0]?.currency ?? expect.fail("no currency"),
          instalments: [{ no: 1, dueOn: people[who].due, outstandingMinor: people[who].amount }],
        },
      ],
      received: [{ paidOn: people[who].due, amountMinor: people[who].amount, currency: known().loans[0]?.currency ?? expect.fail("no currency") }],
      ...more,
    });
    return { ...state, contact: { ...state.contact, ...contact, id: contactOf(who) } };
  };

  const rendered = (who: Who, locale: string, says: ReturnType<typeof hearTurn>["says"]): string[] => {
    const around = ambient({ name: people[who].name, locale, branch: "b", lender: "示例 Sample", policy: { layers: [] } });
    return says.map(({ template, params }) => templates.texts.render(template, locale, { ...params, ...around }));
  };
  const locales = fc.constantFrom("zh-CN", "en");

  it("no sequence of texts on an unverified number yields a debt, an amount or a day", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 6 }), locales, fc.boolean(), (said, locale, asked) => {
        let state = stateOf("wang", { contact: { verified: false }, asked: asked ? { kind: "confirm_person", askedAt: now } : null });
        state = { ...state, borrower: { ...state.borrower, locale } };
        for (const text of said) {
          const plan = hearTurn(state, [textOf(0, text)], understand);
          expect(plan.events.map(({ event }) => event.type)).not.toContain("person_confirmed");
          for (const shown of rendered("wang", locale, plan.says)) expect(people.wang.marks.slice(0, 3).filter((mark) => shown.includes(mark))).toEqual([]);
          if (plan.events.some(({ event }) => event.type === "wrong_person" || event.type === "distress" || event.type === "opted_out")) return;
          state = { ...state, asked: plan.asked, unclearInRow: plan.unclearInRow };
        }
      }),
      { numRuns: 150 },
    );
  });

  it("no sequence of texts on a shared number tells of anybody before they said who they are, and never of the other", { timeout: 120_000 }, () => {
    const step = fc.oneof({ weight: 5, arbitrary: texts }, { weight: 1, arbitrary: fc.constantFrom("王", "李", "我是王芳", "我是李强", "0072", "尾号0071") });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(step, fc.constantFrom(1, 20, 90)), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...ids),
        locales,
        (said, first, locale) => {
          let line: Line = {};
          let at = now;
          const memory: Record<Who, Pick<TurnState, "asked" | "unclearInRow">> = {
            wang: { asked: null, unclearInRow: 0 },
            li: { asked: null, unclearInRow: 0 },
          };
          for (const [text, minutes] of said) {
            at = plus(at, minutes * minuteMs);
            const whose = whoseText(line, text, at, at, sharers);
            const who = whose.who === "unknown" ? first : (ids.find((each) => contactOf(each) === whose.contact) ?? expect.fail("nobody"));
            if (whose.who !== "unknown")
              line = { ...line, bound: { contact: whose.contact, at: whose.who === "named" ? at : (line.bound?.at ?? at), heardAt: at } };
            const inbound: InboundText = { ...textOf(0, text), ...(whose.who !== "bound" && { who: whose.who }) };
            const state = stateOf(who, {
              ...memory[who],
              now: at,
              contact: { verified: whose.who === "bound", ...(whose.who !== "bound" && { shared: labelsOf(sharers) }) },
            });
            const plan = hearTurn({ ...state, borrower: { ...state.borrower, locale } }, [inbound], understand);
            const other = who === "wang" ? people.li : people.wang;
            for (const shown of rendered(who, locale, plan.says)) {
              expect(other.marks.filter((mark) => shown.includes(mark))).toEqual([]);
              if (whose.who === "unknown") expect(people[who].marks.filter((mark) => shown.includes(mark))).toEqual([]);
            }
            if (plan.says.some(({ template }) => template === "confirm-which")) line = { ...line, askedAt: at };
            if (plan.events.some(({ event }) => event.type === "wrong_person" || event.type === "distress" || event.type === "opted_out")) return;
            memory[who] = { asked: plan.asked, unclearInRow: plan.unclearInRow };
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
