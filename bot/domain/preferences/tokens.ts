import type { Weekday } from "../calendar.ts";
import type { TextLocale } from "../day-text.ts";
import type { Window } from "../policy/policy.ts";

/** One word of a wish. */
export type Token =
  | { readonly is: "filler" | "reach" | "not" | "only" | "after" | "before" | "to" | "use" | "speak" | "any_time" | "any_channel" }
  | { readonly is: "days"; readonly days: readonly Weekday[] }
  | { readonly is: "day"; readonly day: Weekday }
  | { readonly is: "part"; readonly window: Window; readonly afternoon: boolean }
  /** Minutes since midnight; `sure`: it was said whether morning or afternoon is meant. */
  | { readonly is: "time"; readonly minute: number; readonly sure: boolean }
  | { readonly is: "channel"; readonly channel: string }
  | { readonly is: "language"; readonly locale: TextLocale };

/** The words of a text; undefined where one of them belongs to no wish about when, where or how to write: then it is something else. */
export function tokensOf(text: string): Token[] | undefined {
  const said = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[\s,，。.!！~～、;；"“”]+/g, " ")
    .trim();
  if (said.length > longest) return undefined;
  const tokens: Token[] = [];
  for (let at = 0; at < said.length;) {
    if (said[at] === " ") {
      at++;
      continue;
    }
    const found = words.reduce<{ token: Token; length: number } | undefined>((best, [pattern, make]) => {
      pattern.lastIndex = at;
      const match = pattern.exec(said);
      const token = match && match[0].length > (best?.length ?? 0) ? make(match) : undefined;
      return match && token ? { token, length: match[0].length } : best;
    }, undefined);
    if (!found) return undefined;
    tokens.push(found.token);
    at += found.length;
  }
  return tokens;
}

const longest = 60;
const everyWorkday: readonly Weekday[] = [1, 2, 3, 4, 5];
const weekend: readonly Weekday[] = [6, 7];

const of = (token: Token) => (): Token => token;
const part = (fromMinute: number, toMinute: number): (() => Token) => of({ is: "part", window: { fromMinute, toMinute }, afternoon: fromMinute >= 720 });

/** Longest match wins; each pattern is sticky. A Latin word ends at its end: "on" is not the beginning of "only". */
const words: readonly (readonly [RegExp, (match: RegExpExecArray) => Token | undefined])[] = [
  [
    /请问|请|麻烦|拜托|你们|您们|你|您|能不能|可不可以|可以|以后都|都|就|再|给|我们|我|在|的?时候|的话|时间段?|时段|这个|那个|最好|尽量|比较方便|方便|谢谢|多谢|吧|吗|么|啊|呀|哦|呢|哈|了|的|是|会|一下|来|这样|好|上班|忙|才有空|有空|才|希望|想|每天|天天|一般|到时/y,
    of({ is: "filler" }),
  ],
  [
    /(?:please|pls|plz|could|can|would|will|you|u|me|the|at|in|of|my|a|thanks|thank you|ok|okay|hi|hello|so|it's|its|it is|is|are|best|better|i'm|i am|i prefer|prefer|i'd like|i want|want|i|us|and|for|days?|every day|o'clock|free|time|times|if possible|from now on|it)(?![a-z'])/y,
    of({ is: "filler" }),
  ],
  [/联系|联络|发消息|发短信|发信息|发微信|发提醒|发通知|发|找|提醒|通知|打扰|吵|烦|说话|沟通|消息|信息|留言/y, of({ is: "reach" })],
  [/(?:contact|message|messages|msg|text|texts|write|reach|remind|reminders?|ping|notify|disturb|bother|send(?: me)?|to me)(?![a-z'])/y, of({ is: "reach" })],
  [/不要|别|不用|勿|莫|不想|不能|不方便/y, of({ is: "not" })],
  [/(?:don't|dont|do not|not|no|never|avoid)(?![a-z'])/y, of({ is: "not" })],
  [/只能|只有|只|仅/y, of({ is: "only" })],
  [/(?:only|just)(?![a-z'])/y, of({ is: "only" })],
  [/以后|之后|过后|后/y, of({ is: "after" })],
  [/(?:after|from|past)(?![a-z'])/y, of({ is: "after" })],
  [/以前|之前|前/y, of({ is: "before" })],
  [/(?:before|until|till)(?![a-z'])/y, of({ is: "before" })],
  [/到|至|-|—|–/y, of({ is: "to" })],
  [/(?:to|and|between)(?![a-z'])/y, of({ is: "to" })],
  [/用|通过|走|换成|改成|改用|换/y, of({ is: "use" })],
  [/(?:on|via|by|over|through|use|switch to|using)(?![a-z'])/y, of({ is: "use" })],
  [/说|讲|写/y, of({ is: "speak" })],
  [/(?:speak|talk|write|reply|answer|switch)(?![a-z'])/y, of({ is: "speak" })],
  [/随时(?:都)?(?:可以|行|能|欢迎)?|任何时间|任何时候|什么时候都(?:可以|行|能|方便)|几点都(?:可以|行)|不限时间|全天/y, of({ is: "any_time" })],
  [/(?:any ?time(?: is)?(?: fine| ok| okay| good| works)?|whenever|any hour|all day(?: is fine)?)(?![a-z'])/y, of({ is: "any_time" })],
  [/(?:哪里|哪儿|用什么|什么方式|哪种方式|任何方式)(?:联系)?都(?:可以|行)/y, of({ is: "any_channel" })],
  [/(?:any channel|anywhere)(?: is| works)?(?: fine| ok| okay)?(?![a-z'])/y, of({ is: "any_channel" })],
  [/周末|星期六日|双休日?|周六(?:日|和周日|、?周日)|休息日/y, of({ is: "days", days: weekend })],
  [/(?:at |on )?(?:the )?weekends?(?![a-z'])/y, of({ is: "days", days: weekend })],
  [/工作日|平日|平时|(?:周|星期)一(?:到|至|-)(?:周|星期)?五/y, of({ is: "days", days: everyWorkday })],
  [/(?:on )?(?:weekdays?|week days|working days|monday to friday|mon-fri)(?![a-z'])/y, of({ is: "days", days: everyWorkday })],
  [/(?:周|星期|礼拜)([一二三四五六日天])/y, ([, name = ""]) => ({ is: "day", day: ("一二三四五六日".indexOf(name.replace("天", "日")) + 1) as Weekday })],
  [
    /(?:on )?(mon|tues?|wednes|thurs?|fri|satur|sun)days?(?![a-z'])/y,
    ([, name = ""]) => ({ is: "day", day: (["mon", "tue", "wed", "thu", "fri", "sat", "sun"].indexOf(name.slice(0, 3)) + 1) as Weekday }),
  ],
  [/早上|上午|早晨|清早|一早|早间/y, part(0, 720)],
  [/(?:in the )?(?:mornings?)(?![a-z'])/y, part(0, 720)],
  [/中午|午休|午饭/y, part(690, 840)],
  [/(?:lunch ?time|lunch|midday)(?![a-z'])/y, part(690, 840)],
  [/下午/y, part(720, 1_080)],
  [/(?:in the )?afternoons?(?![a-z'])/y, part(720, 1_080)],
  [/傍晚/y, part(1_020, 1_200)],
  [/晚上|夜里|夜间|晚间|半夜|晚/y, part(1_080, 1_440)],
  [/(?:in the )?(?:evenings?|(?:at )?nights?)(?![a-z'])/y, part(1_080, 1_440)],
  [/白天/y, part(480, 1_080)],
  [/(?:day ?time|during the day)(?![a-z'])/y, part(480, 1_080)],
  [/(?:during )?(?:working|office|business) hours(?![a-z'])|上班时间/y, part(540, 1_080)],
  [
    /(十[一二]?|[一二两三四五六七八九]|\d{1,2})(?:点|时|:)(半|一刻|三刻|整|钟|\d{2}(?:分)?)?(?:钟)?/y,
    ([, hour = "", minutes = ""]) => clock(hourOf(hour), minutesOf(minutes), undefined),
  ],
  [
    /(\d{1,2})(?::(\d{2}))? ?(a\.?m\.?|p\.?m\.?)(?![a-z'])/y,
    ([, hour = "", minutes = "0", half = ""]) => clock(Number(hour), Number(minutes), half[0] === "p" ? "pm" : "am"),
  ],
  [/(\d{1,2})(?::(\d{2}))?(?: o'clock)?(?![\d:a-z点时%.])/y, ([, hour = "", minutes = "0"]) => clock(Number(hour), Number(minutes), undefined)],
  [/noon(?![a-z'])/y, of({ is: "time", minute: 720, sure: true })],
  [/短信/y, of({ is: "channel", channel: "sms" })],
  [/(?:sms|text messages?)(?![a-z'])/y, of({ is: "channel", channel: "sms" })],
  [/telegram|电报|(?:tg)(?![a-z'])/y, of({ is: "channel", channel: "telegram" })],
  [/微信|wechat/y, of({ is: "channel", channel: "wechat" })],
  [/whats ?app/y, of({ is: "channel", channel: "whatsapp" })],
  [/网页(?:聊天)?|(?:web ?chat|chat page|(?:the )?web(?:site| page)?)(?![a-z'])/y, of({ is: "channel", channel: "web" })],
  [/邮件|邮箱|e-?mail(?![a-z'])/y, of({ is: "channel", channel: "email" })],
  [/英文|英语|english(?![a-z'])/y, of({ is: "language", locale: "en" })],
  [/中文|汉语|普通话|国语|(?:mandarin|chinese)(?![a-z'])/y, of({ is: "language", locale: "zh-CN" })],
];

function hourOf(text: string): number {
  if (/\d/.test(text)) return Number(text);
  const [tens, ones] = text.startsWith("十") ? [10, text.slice(1)] : [0, text];
  return tens + (ones === "" ? 0 : "一二三四五六七八九".indexOf(ones.replace("两", "二")) + 1);
}

function minutesOf(text: string): number {
  switch (text) {
    case "半":
      return 30;
    case "一刻":
      return 15;
    case "三刻":
      return 45;
    default:
      return Number(/\d{2}/.exec(text)?.[0] ?? 0);
  }
}

function clock(hour: number, minutes: number, half: "am" | "pm" | undefined): Token | undefined {
  if (hour > 24 || minutes > 59 || (half && (hour < 1 || hour > 12))) return undefined;
  const of24 = half === "pm" ? (hour % 12) + 12 : half === "am" ? hour % 12 : hour;
  return { is: "time", minute: of24 * 60 + minutes, sure: half !== undefined || hour > 12 || hour === 0 };
}
