import { addDays, addMonths, dayFromParts, type Day } from "../calendar.ts";
import { smallNumber } from "./chinese-numerals.ts";
import { dayOfYear, exact, fullYear, fuzzy, inMonth, monthEnd, nextWeekday, nthOfMonth, weekdayOfWeek, type DateRule } from "./date-rule.ts";

const num = "\\d{1,3}|[零〇一二两三四五六七八九十百]{1,5}";
const dom = "(?:3[01]|[12]\\d|0?[1-9])(?!\\d)|三十一?|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]";
const part = "(?:早上?|上午|中午|下午|傍晚|晚上?|夜里?|凌晨)?";

/** Chinese dates; earlier rules win where two read the same characters equally far. */
export const datesZh: readonly DateRule[] = [
  { name: "年月日", pattern: new RegExp(`(\\d{4}|\\d{2}|[零〇一二三四五六七八九]{4})年(\\d{1,2}|[一二三四五六七八九十]{1,3})月(?:份)?(${dom})(?:号|日)?`, "g"), read: ([, y, m, d]) => exact(dayFromParts(fullYear(count(y)), count(m), ordinal(d))) },
  { name: "明年/今年/去年月日", pattern: new RegExp(`(去|今|明|后)年(\\d{1,2}|[一二三四五六七八九十]{1,3})月(?:份)?(${dom})(?:号|日)?`, "g"), read: ([, y, m, d], today) => exact(dayFromParts(Number(today.slice(0, 4)) + "去今明后".indexOf(y ?? "") - 1, count(m), ordinal(d))) },
  { name: "月日", pattern: new RegExp(`(?<![\\d年])(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?:的)?(${dom})(?:(?:号|日)|(?![\\d个天块元万千百十月]))`, "g"), read: ([, m, d], today, lean) => exact(dayOfYear(count(m), ordinal(d), today, lean)) },
  { name: "某月底", pattern: /(?<![\d年])(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?:月)?(?:底|末)/g, read: ([, m], today, lean) => { const first = dayOfYear(count(m), 28, today, lean); return exact(first && monthEnd(first, 0)); } },
  { name: "某月N号", pattern: new RegExp(`((?:下{1,3}|上|这|本|当|今)个?月份?)(?:的)?(${dom})(?:号|日|(?![\\d个天块元万千百十kw.]))`, "g"), read: ([, m, d], today) => exact(relativeDay(today, monthOffset(m), ordinal(d))) },
  { name: "月底", pattern: /((?:下{1,3}|上|这|本|当)个?月份?的?)?(?:月)?(?:底|末)(?!(?:线|下|层|薪|子|部|尾))|((?:下{1,3}|上|这|本)个?)?月(?:底|末)/g, read: ([all, a, b], today) => (/月/.test(all ?? "") ? exact(monthEnd(today, monthOffset(a ?? b))) : undefined) },
  { name: "月初/月中", pattern: /(?:下{1,3}|上|这|本)?个?月(?:初|中旬?|上旬|下旬)/g, read: ([all], today) => fuzzy(inMonth(today, monthOffset(all), 15) ?? today) },
  { name: "N号", pattern: new RegExp(`(?<![\\d.月账卡尾]|(?<![周期拜])[一二三四五六七八九十百千万])(${dom})(?:号(?!楼|店|线|库|码|机|铺|院|仓|房)|日(?!元|币|本|圆|常|子|结))`, "g"), read: ([, d], today, lean) => exact(nthOfMonth(ordinal(d), today, lean)) },
  { name: "大后天/后天/明天/今天", pattern: new RegExp(`大后[天日]|后[天日]|明后天|明[天日儿晚早](?:个|早|晚)?|明儿个?|听(?:日|晚|朝)|今[天日儿晚早夜朝](?:个|早|晚)?|当[天晚日]|即日`, "g"), read: ([all], today) => (all === "明后天" ? fuzzy(addDays(today, 1)) : exact(addDays(today, all?.startsWith("大后") ? 3 : all?.startsWith("后") ? 2 : /^[明听]/.test(all ?? "") ? 1 : 0))) },
  { name: "昨天/前天", pattern: /大前[天日]|(?<!以|目|先|之)前[天日](?!数)|前晚|昨[天日晚夜儿]|昨儿个?|[琴寻]日|琴晚/g, read: ([all], today) => exact(addDays(today, all?.startsWith("大前") ? -3 : all?.startsWith("前") ? -2 : -1)) },
  { name: "晚上/一会儿", pattern: /(?<![明今昨前后天日早])(?:晚上|傍晚|今夜|中午|下午|夜里)(?!班|工)/g, read: (_, today) => exact(today) },
  { name: "刚刚", pattern: /刚刚|刚才|刚(?=还|转|打|付|交|汇)/g, read: (_, today, lean) => (lean === "past" ? exact(today) : undefined) },
  { name: "某周X", pattern: new RegExp(`(下{1,3}|上{1,3}|这|本|今)个?(?:周|星期|礼拜|拜)(${"[一二三四五六日天1-6]"})${part}`, "g"), read: ([, w, d], today) => exact(weekdayOfWeek(weekdayNumber(d), today, weekOffset(w))) },
  { name: "周X", pattern: new RegExp(`(?<![下上这本今每一二三四五六七八九十两半几\\d个]|一个)(?:周|星期|礼拜)([一二三四五六日天1-6])(?![个天月年块])${part}`, "g"), read: ([, d], today, lean) => exact(nextWeekday(weekdayNumber(d), today, lean)) },
  { name: "周末", pattern: /(?:下{1,3}|上|这|本)?个?(?:周|星期|礼拜)末/g, read: ([all], today) => fuzzy(weekdayOfWeek(6, today, weekOffset(all))) },
  { name: "半个月", pattern: /(?:缓|晚|推迟|延后)?半个月(?:之?后|以后|(?:之|以)?内)?/g, read: ([all], today) => (/^[缓晚推延]/.test(all ?? "") ? fuzzy(addDays(today, 15)) : { on: addDays(today, 15), bound: /内/.test(all ?? "") ? "by" : "on" }) },
  { name: "N天后/N天内", pattern: new RegExp(`(?<![\\d.第])(${num})个?(半)?(天|日|周|星期|礼拜|月|年)(?:(?:之|以)?(后|内|前)|过后)(?!一)`, "g"), read: ([, n, half, unit, dir], today) => { if (half) return undefined; const on = shift(today, dir === "前" ? -count(n) : count(n), unit); return on && { on, bound: dir === "内" ? "by" : "on" }; } },
  { name: "过N天", pattern: new RegExp(`再?(过|等)(?:个)?(${num})个?(天|日|周|星期|礼拜|月)(?![一二三四五六日])`, "g"), read: ([, , n, unit], today) => { const on = shift(today, count(n), unit); return on && (n === "两" || n === "2" ? fuzzy(on) : { on }); } },
  { name: "给我N天", pattern: new RegExp(`(给我|再给|容我|宽限|宽容|缓|晚|延期|延|推迟|延迟|延后|推后)(?:我|们|一下|缓)?(?:延|到)?(?:再)?(${num})个?(天|日|周|星期|礼拜|月)`, "g"), read: ([, verb, n, unit], today) => { const on = shift(today, count(n), unit); if (!on) return undefined; if (/推|延后|延迟|晚|缓/.test(verb ?? "") || n === "两") return fuzzy(on); return { on, bound: /给/.test(verb ?? "") ? "by" : "on" }; } },
  { name: "元旦/国庆", pattern: /(元旦|国庆|五一|劳动节)(?:节)?(?:当?天)?/g, read: ([, name], today, lean) => exact(name === "元旦" ? dayOfYear(1, 1, today, lean) : name === "国庆" ? dayOfYear(10, 1, today, lean) : dayOfYear(5, 1, today, lean)) },
  { name: "没有哪一天", pattern: /过(?:几|些|两)[天日]|(?:这|近|前)?(?:几|两)天|(?:这|下{1,3}|本)个?(?:周|星期|礼拜)(?![一二三四五六日天末1-6])|(?:这|下{1,3}|本)个?月(?!的?[\d一二三四五六七八九十初中底末上下])|月内|年(?:前|后|底|末)|过(?:完)?年后?|春节前?后?|中秋|端午|除夕|元宵|腊月|正月|明年|(?:过)?(?:一)?阵子|过段时间|以后|改天|回头|尽快|马上|立刻|立马|等?(?:一)?会儿?|待会|晚点|迟点|最近|(?:等|发|拿|领|收)(?:到|了)?(?:工资|薪水?|货款|工程款|奖金|尾款|回款)|(?:工资|货款|工程款|款子|钱|奖金|收成|尾款|回款|贷款|补贴|结账).{0,3}(?:下来|到了|到手|到账|批下|发了?|后)|出粮|有钱(?:了|的时候)|卖(?:完|了|掉)/g, read: (_, today) => fuzzy(today) },
];

const count = (text: string | undefined): number => smallNumber(text ?? "") ?? 0;
const ordinal = (text: string | undefined): number => count((text ?? "").replace(/^廿/, "二十"));
const weekOffset = (word: string | undefined): number => (word ?? "").split("下").length - (word ?? "").split("上").length;
const monthOffset = (word: string | undefined): number => weekOffset(word?.replace(/[上下]旬/, ""));
const weekdayNumber = (c: string | undefined): number => (c === "日" || c === "天" ? 7 : count(c));

/** A month that lacks the day passes it to the next that has it. */
function relativeDay(today: Day, offset: number, dayOfMonth: number): Day | undefined {
  return inMonth(today, offset, dayOfMonth) ?? inMonth(today, offset + 1, dayOfMonth);
}

function shift(today: Day, n: number, unit: string | undefined): Day | undefined {
  if (n === 0 || Math.abs(n) > 400) return undefined;
  if (unit === "年") return Math.abs(n) > 10 ? undefined : addMonths(today, 12 * n);
  if (unit === "月") return Math.abs(n) > 60 ? undefined : addMonths(today, n);
  return addDays(today, unit === "天" || unit === "日" ? n : 7 * n);
}
