/** What is grave stays grave, however a promise or a payment is wrapped around it. */
import { describe, expect, it } from "vitest";
import type { IntentName } from "../../../bot/domain/replies/reply.ts";
import { understand } from "../../../bot/domain/replies/understand.ts";
import { context } from "./context.ts";

const grave: readonly (readonly [intent: IntentName, zh: readonly string[], en: readonly string[]])[] = [
  [
    "distress",
    [
      "之后就不用再见了，大家保重",
      "然后我就去另一个世界了",
      "保险受益人写的是我女儿",
      "我走了以后别为难我家人",
      "我爸在那边等我",
      "天台上风好大，我坐在天台边",
      "门口有人拿着刀",
    ],
    [
      "then there is nothing left for me here",
      "please look after my dog",
      "I'm ready to be with my Anna again",
      "you will never hear from me again",
      "I am standing on the bridge",
      "there is a man outside my door with a bat",
    ],
  ],
  [
    "opt_out",
    ["不要再往这里发", "别再发短信了", "以后短信就免了吧", "不！要！再！发！"],
    ["I asked to not be contacted", "cease all communication", "take me off your list", "no send me text again"],
  ],
  ["wrong_person", ["你打搓了", "我不认识这个人", "认不到这个人"], ["you have the wrong number", "I'm not the guy you're looking for"]],
  ["deceased", ["机主上个月去世了", "他已经不在人世了", "我是他的遗孀，他已经牺牲了"], ["he passed away last month", "this is his widow, the borrower died"]],
  [
    "dispute",
    ["你们多扣了我的滞纳金，请退还", "我从没借过你们的钱", "账上怎么才四千"],
    ["the late fee is bogus", "I never borrowed this money", "I was charged twice"],
  ],
];
const money = {
  zh: ["明天还你钱", "我8号就汇了", "昨天已经还了五千", "15号一定还清"],
  en: ["I'll pay you tomorrow", "I paid on the 1st", "paying this off on Friday", "I sent 200 yesterday"],
};
const joined = (a: string, b: string, stop: string): string[] => [`${a}${stop}${b}`, `${b}${stop}${a}`];
const variations = grave.flatMap(([intent, zh, en]) => [
  ...zh.flatMap((text) => money.zh.flatMap((paying) => joined(text, paying, "，").map((all) => ({ intent, all, locale: "zh-CN" })))),
  ...en.flatMap((text) => money.en.flatMap((paying) => joined(text, paying, ". ").map((all) => ({ intent, all, locale: "en" })))),
]);

describe("grave words beside talk of paying", () => {
  it("are tried in more than two hundred variations", () => {
    expect(variations.length).toBeGreaterThan(200);
  });

  it("never become a payment or a promise", () => {
    const lost = variations.flatMap(({ all, locale }) => {
      const first = understand(all, context(undefined, "2026-11-22", locale)).intents[0]?.name;
      return first === "paid" || first === "promise" ? [`${all}: ${first}`] : [];
    });
    expect(lost).toEqual([]);
  });

  it("are always heard as what they are", () => {
    const unheard = variations.flatMap(({ intent, all, locale }) => {
      const names = understand(all, context(undefined, "2026-11-22", locale)).intents.map(({ name }) => name);
      return names.includes(intent) ? [] : [`${all}: ${names.join(", ")}`];
    });
    expect(unheard).toEqual([]);
  });
});

describe("words that lenders must obey, as thumbs type them", () => {
  const slips = [
    "STTOP",
    "stoppp",
    "ST0P",
    "stop!!!",
    "STOP lah",
    "stop karo yaar",
    "unsubcribe",
    "unsubscibe",
    "退丁",
    "退定",
    "取关",
    "S T O P",
    "不！要！再！发！",
    "Remove me",
    "STOP*456#",
  ];
  it.each(slips)("%s", (text) => {
    expect(understand(text, context()).intents.map(({ name }) => name)).toContain("opt_out");
  });

  const wanted = [
    "别给我妈发，发给我就好",
    "Please don't text after 9pm",
    "dont stop sending the reminders they help me",
    "拒收的快递帮我退回去",
    "别上午发，下午再联系我",
  ];
  it.each(wanted)("but not: %s", (text) => {
    expect(understand(text, context()).intents[0]?.name).not.toBe("opt_out");
  });
});
