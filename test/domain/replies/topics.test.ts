import { describe, expect, it } from "vitest";
import { topicOf, type Topic } from "../../../bot/domain/replies/topics.ts";

const asked: readonly (readonly [text: string, topic: Topic | undefined])[] = [
  ["我还欠多少钱？", "owed"],
  ["这期要还多少", "owed"],
  ["总共还剩多少没还", "owed"],
  ["我還欠多少錢", "owed"],
  ["How much do I owe?", "owed"],
  ["what is my outstanding balance", "owed"],
  ["什么时候还款", "due"],
  ["几号到期啊", "due"],
  ["When is my next payment due?", "due"],
  ["ｗｈｅｎ　is it due？", "due"],
  ["钱收到了吗", "received"],
  ["我昨天转的到账了没", "received"],
  ["did you receive my payment", "received"],
  ["Has my transfer arrived yet?", "received"],
  ["可以提前还吗", "payoff"],
  ["一次性还清要多少钱", "payoff"],
  ["Can I pay off the loan early?", "payoff"],
  ["结清证明怎么开", "certificate"],
  ["how do I get the settlement letter?", "certificate"],
  // only people answer these
  ["罚息是多少", undefined],
  ["为什么多扣了我钱，一共多少", undefined],
  ["利息能减免吗", undefined],
  ["我老公还欠多少", undefined],
  ["how much is the late fee?", undefined],
  ["What is the interest rate", undefined],
  ["how much does my brother owe", undefined],
  // no questions
  ["28号还5000", undefined],
  ["已经还了", undefined],
  ["好的", undefined],
  ["", undefined],
  ["👍", undefined],
  ["\u0000", undefined],
  ["多少".repeat(5_000), undefined],
];

describe("what the ledger can answer", () => {
  it.each(asked)("%s", (text, topic) => {
    expect(topicOf(text)).toBe(topic);
  });
});
