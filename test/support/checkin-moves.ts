/** What may come in, in any order: answers whose meaning is known, nonsense, files, the clock, and what the turn does in between. */
import fc from "fast-check";
import { dayIn, type Day } from "../../bot/domain/calendar.ts";
import type { Answer } from "../../bot/domain/checkins/answer.ts";
import type { Question } from "../../bot/domain/checkins/questionnaire.ts";
import type { CheckinWorld } from "../../bot/domain/checkins/run.ts";
import { addDays, dayParts } from "../../bot/domain/calendar.ts";

export type Move =
  | { readonly does: "answers"; readonly pick: number }
  | { readonly does: "answers_several"; readonly picks: readonly number[] }
  | { readonly does: "corrects"; readonly pick: number; readonly lead: string }
  | { readonly does: "says"; readonly text: string }
  | { readonly does: "sends"; readonly media: "photo" | "document" | "voice" | "location" | "sticker"; readonly caption: string }
  | { readonly does: "sends_again"; readonly back: number }
  | { readonly does: "waits"; readonly hours: number }
  | { readonly does: "nudge" | "interrupted" | "expire" | "offer" }
  | { readonly does: "cut"; readonly because: "stopped" | "handed_over" }
  | { readonly does: "withdraws" };

const pool = [
  "好的|可以|现在可以|继续|yes|ok|sure|go on|晚点|等一下|明天下午|今晚八点|ask me tomorrow|in two hours|later|不方便|看情况",
  "上一题|back|跳过|skip|不知道|no idea|什么意思|？|help|刚才说错了|sorry I made a mistake|第一题说错了|停|不想答了|stop asking|这次不答",
  "你们利息多少？|我明天还5000|I already paid yesterday|转人工|can I talk to a human|最近有点紧|家里出事了|不还了|退订|你是谁|where is your office?",
  "没有|有|是的|不是|1|2|3|第二个|1和3|都有|三万|30000|３００|about 30k|两三万|三到五成|30%|一半|15号|昨天|下周五|next month|12月20号",
  "没变|没问题|有点紧|换了|差不多|少很多|都用上了|种子和肥料|还行|老水库旁边|杭州湖滨路12号|马马虎虎|啦啦啦|asdf|🙂|👍|……| |没变，没问题，没有|Same, fine, nothing",
].flatMap((line) => line.split("|"));

const says = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...pool) }, { weight: 1, arbitrary: fc.string({ maxLength: 40, unit: "grapheme" }) });
const pick = fc.nat({ max: 7 });

export const moveArbitrary: fc.Arbitrary<Move> = fc.oneof(
  { weight: 40, arbitrary: fc.record({ does: fc.constant("answers" as const), pick }) },
  { weight: 40, arbitrary: fc.record({ does: fc.constant("says" as const), text: says }) },
  { weight: 10, arbitrary: fc.record({ does: fc.constant("answers_several" as const), picks: fc.array(pick, { minLength: 2, maxLength: 4 }) }) },
  {
    weight: 10,
    arbitrary: fc.record({
      does: fc.constant("corrects" as const),
      pick,
      lead: fc.constantFrom("刚才说错了，是", "sorry I meant ", "第一题应该是", "说错了，是"),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      does: fc.constant("sends" as const),
      media: fc.constantFrom("photo" as const, "document" as const, "voice" as const, "location" as const, "sticker" as const),
      caption: fc.constantFrom("", "", "三万", "没有", "店里"),
    }),
  },
  { weight: 10, arbitrary: fc.record({ does: fc.constant("sends_again" as const), back: fc.nat({ max: 3 }) }) },
  { weight: 10, arbitrary: fc.record({ does: fc.constant("waits" as const), hours: fc.constantFrom(1, 3, 12, 26, 80) }) },
  { weight: 15, arbitrary: fc.record({ does: fc.constantFrom("nudge" as const, "interrupted" as const) }) },
  { weight: 5, arbitrary: fc.constant({ does: "offer" as const }) },
  { weight: 5, arbitrary: fc.constant({ does: "withdraws" as const }) },
  // an end says little about what stands before it
  { weight: 2, arbitrary: fc.constant({ does: "expire" as const }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("cut" as const), because: fc.constantFrom("stopped" as const, "handed_over" as const) }) },
);

/** One of the answers to that question, and what must be recorded; undefined: only a file answers it. */
export function answerTo(question: Question, pick: number, world: CheckinWorld): { readonly text: string; readonly answer: Answer } | undefined {
  const of = <T>(all: readonly T[]): T => {
    const one = all[pick % all.length];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  };
  switch (question.type) {
    case "yes_no": {
      const [text, yes] = of([["是的", true] as const, ["不是", false] as const, ["yes", true] as const, ["No.", false] as const]);
      return { text, answer: { type: "yes_no", yes } };
    }
    case "choice": {
      const option = question.options[pick % question.options.length];
      if (!option) throw new Error("a choice without options");
      return { text: option.label(pick % 2 === 0 ? "zh-CN" : "en", world.values), answer: { type: "choice", key: option.key } };
    }
    case "multi_choice": {
      const option = question.options[pick % question.options.length];
      if (!option) throw new Error("a choice without options");
      return { text: option.label(pick % 2 === 0 ? "zh-CN" : "en", world.values), answer: { type: "multi_choice", keys: [option.key] } };
    }
    case "number": {
      const value = Math.min(question.most, question.least + 10 + pick);
      return { text: of([String(value), `${String(value)}。`]), answer: { type: "number", value } };
    }
    case "money": {
      const [text, major] = of([["30000", 30000n] as const, ["三万五", 35000n] as const, ["12,500元", 12500n] as const, ["３０００", 3000n] as const]);
      return { text, answer: { type: "money", minor: major * 100n, currency: world.currency, about: false } };
    }
    case "percent": {
      const [text, share] = of([["30%", 0.3] as const, ["三成", 0.3] as const, ["60", 0.6] as const, ["一半", 0.5] as const]);
      return { text, answer: { type: "percent", share } };
    }
    case "date": {
      const on = addDays(dayIn(world.now, world.zone), question.lies === "past" ? -3 - pick : 3 + pick);
      return { text: written(on), answer: { type: "date", on, fuzzy: false } };
    }
    case "text": {
      const text = of(["门口在修路", "新来了两个帮手", "all quiet at the shop", "换了一个供货商"]);
      return { text, answer: { type: "text", text } };
    }
    case "location": {
      const text = of(["村东头老水库旁边", "field by the old mill"]);
      return { text, answer: { type: "location", text } };
    }
    case "document":
      return undefined;
  }
}

function written(on: Day): string {
  const { year, month, day } = dayParts(on);
  return `${String(year)}年${String(month)}月${String(day)}日`;
}
