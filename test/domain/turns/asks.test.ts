import { describe, expect, it } from "vitest";
import { asksOfOther } from "../../../bot/domain/turns/asks-of-other.ts";
import { asksProof } from "../../../bot/domain/turns/asks-proof.ts";

const doubts: readonly string[] = [
  "你是不是骗子",
  "你们不会是骗子吧",
  "骗子吧？",
  "这是诈骗短信吗",
  "怎么知道是你们",
  "我怎么相信你",
  "怎么证明你是银行的",
  "真的假的",
  "凭什么相信你们",
  "你是真的还是假的",
  "how do I know it is you?",
  "How can I be sure this is real",
  "is this a scam",
  "Is this legit?",
  "are you a scammer?",
  "are you real?",
  "prove it",
  "this looks like a scam",
  "why should I trust you",
];
const noDoubts: readonly string[] = [
  "你好",
  "骗子，去死",
  "你们这些骗子",
  "是的",
  "我是王芳",
  "我被骗子骗走了五千块，现在还不上",
  "我怎么还钱",
  "how do I pay?",
  "I was scammed and lost my money",
  "you are a scammer",
  "is this Monday?",
  "how much do I owe",
];
const ofOthers: readonly string[] = [
  "我老公欠多少",
  "我老公还欠多少钱？",
  "李强欠你们多少钱",
  "他还了吗",
  "我妈妈的贷款什么时候还",
  "我担保的那个人还款了吗",
  "组里其他人还了没有",
  "组员都还了吗",
  "王先生逾期了吗",
  "how much does my husband owe?",
  "how much does he owe you",
  "has my brother paid?",
  "what is my wife's balance?",
  "has the rest of my group paid?",
  "did the other members pay",
  "is the person I guaranteed late",
  "tell me his debt",
];
const ofOwn: readonly string[] = [
  "我欠多少",
  "还欠多少钱",
  "一共要还多少",
  "我什么时候还款",
  "其他的还欠多少",
  "现在还欠多少",
  "老公生病了，能晚点还吗",
  "你们收到我的还款了吗",
  "how much do I owe?",
  "when is my payment due?",
  "did you get my payment?",
  "my husband is ill, can I pay later?",
  "my husband will pay it on Friday",
  "what do I owe",
];

describe("who doubts that it is the lender", () => {
  it.each(doubts)("%s", (text) => expect(asksProof(text)).toBe(true));
  it.each(noDoubts)("not: %s", (text) => expect(asksProof(text)).toBe(false));
});

describe("who asks about another's debt", () => {
  it.each(ofOthers)("%s", (text) => expect(asksOfOther(text)).toBe(true));
  it.each(ofOwn)("not: %s", (text) => expect(asksOfOther(text)).toBe(false));
});
