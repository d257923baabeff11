import { describe, expect, it } from "vitest";
import { read, top } from "./context.ts";

/** Texts by what they mean first; nothing was asked before them. */
const meant: Record<string, readonly string[]> = {
  opt_out: [
    "退订", "TD", "td", "T", "R", "N", "回复TD", "拒收", "停止", "别再发", "别发了", "別再傳了", "请不要再给我发信息", "不要再打扰我了", "别催了", "请停止发送短信",
    "取消短信提醒", "STOP", "Stop.", "stop please", "quit", "END", "revoke", "opt out", "opt-out", "cancel", "Unsubscribe", "stop texting me!",
    "please stop sending me messages", "do not contact me again", "delete my number", "把我的号码删掉", "ＳＴＯＰ", " stop ", "不想再收到你们的短信", "leave me alone",
    "别发了，我明天还", "STOP, I already paid",
  ],
  distress: ["我不想活了", "活着没意思，还不了了", "再逼我就跳楼", "我死了算了", "I want to kill myself", "I don't want to live anymore", "I'd rather die than pay tomorrow", "再来我就跟你们同归于尽", "I will kill you", "明天还完我就自杀"],
  deceased: ["他已经死了", "借款人已经去世", "机主上个月过世了", "我老公去世了", "本人已经去世了", "he passed away last week", "My husband has died", "the borrower is deceased", "他已經往生了"],
  wrong_person: ["打错了", "你找错人了", "我不是他", "不认识这个人", "wrong number", "Sorry, you have the wrong person", "I don't know him", "他不在，我是他老婆", "这是我的新号码，机主换了", "没有这个人", "不是本人", "she doesn't live here anymore"],
  dispute: ["我没借过钱", "这钱不是我借的", "金额不对，我已经还了", "利息太高不合理", "I never took this loan", "the amount is wrong", "I don't owe you anything", "有人盗用我的身份", "我要投诉", "this is fraud"],
  human: ["转人工", "我要和经理谈", "让你们领导来", "speak to a human", "can I talk to someone", "请给我打电话", "call me please", "轉人工客服"],
  abusive: ["傻逼", "滚", "你们这群王八蛋", "fuck off", "go to hell", "你全家死光"],
  hardship: ["我爸去世了，明天还", "我哪有钱还", "我失业了", "住院了没钱", "公司倒闭了，明天也还不了", "被裁员了", "I lost my job", "my shop was flooded", "今年遭灾绝收了", "停业了", "没钱", "I can't stop working, I have no money"],
  extension: ["能不能晚几天还", "可以延期吗", "能分期吗", "给我宽限一个星期", "can I get an extension", "please give me two more weeks", "下个月再还行不行", "I need more time", "可以減免利息嗎", "能延到15号吗", "can we set up a payment plan"],
  partial: ["先还1000", "我只能还五百", "先还一半行吗", "can pay 300 for now", "half now and half later", "目前只有三千", "明天先还五百，剩下的月底", "I can only pay 200 tomorrow"],
  refuse: ["我不还", "不打算还了", "这钱我不打算还了", "死也不还", "I won't pay", "I'm never going to pay", "你去告我啊", "下辈子还", "不想还", "sue me", "随便你们"],
  paid: ["已经还了", "昨天还了5000", "我付过了", "刚刚转过去了", "已繳款", "钱都给了你们了怎么还发", "I already paid", "paid yesterday", "payment has been sent", "我老婆替我还了", "扣款成功", "都结清了", "just transferred the money"],
  promise: ["明天还", "下个月十五号还五千", "15号之前还清", "月底还", "没说不还", "我又没说不还", "不会不还的", "谁说不还了，后天就打", "工程款下来就还", "I will pay on Friday", "I'll pay tomorrow", "paying next Monday", "I never said I won't pay", "发工资就还", "周五转给你", "后天一定到账", "我明天就还了", "没钱，下周五发了工资还", "不要再催了，明天一定还"],
  question: ["还款日是15号吗", "15号还款可以用支付宝吗？", "多少钱", "怎么还款", "利息怎么算的", "how much do I owe?", "when is it due", "Do I have to pay on Friday?", "我还了吗？", "你是机器人吗", "are you a real person?", "是不是明天还？"],
  unclear: ["好", "嗯", "👍", "还没还", "还没有还呢", "not yet", "他说明天还", "he said he will pay tomorrow", "明天再打给我", "提醒我明天还", "remind me tomorrow to pay", "我开T恤店的", "stop by tomorrow", "", "   ", "你好", "哦", "1234", "who knows"],
};

describe("the first intent of a text", () => {
  for (const [intent, texts] of Object.entries(meant)) {
    it.each(texts)(`${intent}: %s`, (text) => expect(top(text)).toBe(intent));
  }
});

describe("an opt-out word inside a sentence is not an opt-out", () => {
  it.each(["I can't stop working", "停业了", "我开T恤店的", "the end of the month", "cancel the late fee please", "别打我单位电话", "don't call my workplace", "不要联系我家人", "bus stop", "别着急，明天还"])(
    "%s", (text) => expect(read(text).intents.map((i) => i.name)).not.toContain("opt_out"));
});

describe("acts only on what was said plainly", () => {
  it.each(["明天还", "下个月十五号还五千", "I will pay on Friday", "STOP", "已经还了", "先还1000", "转人工", "我不还"])("acts on: %s", (text) => expect(read(text).act).toBe(true));
  it.each([
    "过两天还", "周末还", "发工资就还", "I'll pay when I get paid", "明天还，呵呵", "大概15号还", "10号到15号之间还", "已经还了一部分，剩下的明天还，可以延期吗", "如果发工资明天还",
    "I might pay tomorrow", "一定还", "好", "下辈子还 🙄", "周五或周六还", "已经还了，但是明天再还五百", "会还的",
  ])("asks back: %s", (text) => expect(read(text).act).toBe(false));
});
