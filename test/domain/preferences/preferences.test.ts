import { describe, expect, it } from "vitest";
import { hoursText } from "../../../bot/domain/preferences/hours-text.ts";
import { readPreference } from "../../../bot/domain/preferences/read-preference.ts";
import { wishedHours } from "../../../bot/domain/preferences/wished-hours.ts";

/** A text, and what is quoted back of it. */
const heard: readonly (readonly [text: string, locale: "zh-CN" | "en", said: string])[] = [
  ["晚上七点以后联系我", "zh-CN", "每天19:00以后"],
  ["请在晚上7点以后再联系我，谢谢", "zh-CN", "每天19:00以后"],
  ["晚上七点半之后发消息吧", "zh-CN", "每天19:30以后"],
  ["7点以后联系我", "zh-CN", "每天19:00以后"],
  ["19:00以后再发", "zh-CN", "每天19:00以后"],
  ["早上9点前别发", "zh-CN", "每天09:00以后"],
  ["上午别发", "zh-CN", "每天12:00以后"],
  ["上午不要联系我", "zh-CN", "每天12:00以后"],
  ["晚上别打扰我", "zh-CN", "每天18:00以前"],
  ["中午不要发消息", "zh-CN", "每天14:00以后"],
  ["下午三点到五点联系我", "zh-CN", "每天15:00到17:00"],
  ["只在周末联系我", "zh-CN", "周末"],
  ["周末再找我吧", "zh-CN", "周末"],
  ["周末别发", "zh-CN", "周一到周五"],
  ["周一到周五上午联系我", "zh-CN", "周一到周五12:00以前"],
  ["工作日不要联系我", "zh-CN", "周末"],
  ["星期天别打扰", "zh-CN", "周一到周六"],
  ["晚上联系我", "zh-CN", "每天18:00以后"],
  ["白天别发", "zh-CN", "每天18:00以后"],
  ["下午两点联系我", "zh-CN", "每天14:00到15:00"],
  ["only message me after 7pm", "en", "every day from 19:00"],
  ["Please only contact me after 7 pm", "en", "every day from 19:00"],
  ["message me after 7 in the evening", "en", "every day from 19:00"],
  ["don't text me before 10am", "en", "every day from 10:00"],
  ["not before 10am please", "en", "every day from 10:00"],
  ["please don't message me in the morning", "en", "every day from 12:00"],
  ["no messages in the evening", "en", "every day until 18:00"],
  ["weekends only", "en", "at weekends"],
  ["only at weekends", "en", "at weekends"],
  ["weekdays only please", "en", "Monday to Friday"],
  ["don't message me on Sundays", "en", "Monday to Saturday"],
  ["text me between 6 and 8 pm", "en", "every day from 18:00 to 20:00"],
  ["contact me from 14:00 to 16:30", "en", "every day from 14:00 to 16:30"],
  ["Monday to Wednesday only", "en", "Monday to Wednesday"],
  ["text me at noon", "en", "every day from 12:00 to 13:00"],
];

const others: readonly (readonly [text: string, what: string])[] = [
  ["用短信联系我", "channel sms"],
  ["发短信给我", "undefined"],
  ["改用微信吧", "channel wechat"],
  ["message me on telegram", "channel telegram"],
  ["please use WhatsApp", "channel whatsapp"],
  ["contact me by email", "channel email"],
  ["说英文", "language en"],
  ["请用英语", "language en"],
  ["English please", "language en"],
  ["can you write in English", "language en"],
  ["please write Chinese", "language zh-CN"],
  ["中文", "language zh-CN"],
  ["speak Chinese please", "language zh-CN"],
  ["随时都可以", "any_time"],
  ["随时联系我", "any_time"],
  ["什么时候都行", "any_time"],
  ["any time is fine", "any_time"],
  ["you can message me anytime", "any_time"],
  ["用什么联系都行", "any_channel"],
  ["any channel is fine", "any_channel"],
];

/** These are for other ears: paying, stopping, asking, telling. */
const nothing: readonly string[] = [
  "晚上七点以后还钱",
  "周末还5000",
  "别再发了",
  "别发了",
  "不要再联系我",
  "退订",
  "stop",
  "stop texting me",
  "don't contact me",
  "do not text me",
  "never message me again",
  "我晚上上班，没空",
  "15号",
  "周五",
  "weekend",
  "on Friday",
  "after the 15th",
  "I get paid after 7pm on Fridays",
  "call me, I want to talk to a person",
  "短信",
  "telegram",
  "别用短信联系我",
  "什么时候还",
  "晚上七点以后联系我老公",
  "你好",
  "好的",
  "yes",
  "",
  "5000",
  "3点",
  "上午或者晚上联系我",
];

const shown = (text: string, locale: string): string => {
  const said = readPreference(text);
  if (said?.kind === "hours") return hoursText(wishedHours(said, undefined), locale);
  return said === undefined ? "undefined" : [said.kind, "channel" in said ? said.channel : "locale" in said ? said.locale : ""].join(" ").trim();
};

describe("a wish about when, where and how to be written to", () => {
  it.each(heard)("%s", (text, locale, said) => expect(shown(text, locale)).toBe(said));
  it.each(others)("%s", (text, said) => expect(shown(text, "en")).toBe(said));
  it.each(nothing)("%s is none", (text) => expect(readPreference(text)).toBeUndefined());

  it("any time alone answers the question for a day, and is no wish then", () => {
    expect(readPreference("随时都可以", true)).toBeUndefined();
    expect(readPreference("周末", true)).toBeUndefined();
    expect(readPreference("随时联系我", true)).toEqual({ kind: "any_time" });
  });

  it("what is not wanted is taken from what was asked for before; what is wanted replaces it", () => {
    const weekends = readPreference("weekends only");
    const noMornings = readPreference("not in the morning");
    if (weekends?.kind !== "hours" || noMornings?.kind !== "hours") throw new Error("not heard");
    const both = wishedHours(noMornings, wishedHours(weekends, undefined));
    expect(hoursText(both, "en")).toBe("at weekends from 12:00");
    expect(hoursText(wishedHours(weekends, both), "en")).toBe("at weekends");
  });
});
