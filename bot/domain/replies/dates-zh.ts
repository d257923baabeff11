import { addDays, dayParts } from "../calendar.ts";
import { civilDay, plusMonths } from "./civil.ts";
import { dayOfYear, exact, fuzzy, inMonth, monthEnd, nextWeekday, nthOfMonth, weekdayOfWeek, type DateRule } from "./date-rule.ts";
import { fuzzyZh } from "./dates-fuzzy.ts";
import {
  count,
  ordinal,
  offset,
  monthOffset,
  weekdayNumber,
  yearOf,
  readLunar,
  readNthWeekday,
  readSpan,
  readDelay,
  readHoliday,
  nearestEve,
  relativeDay,
  shift,
  shiftHalf,
} from "./dates-zh-read.ts";
import { holidayZh } from "./holidays.ts";

const num = "\\d{1,3}|[零〇一二两三四五六七八九十百]{1,5}";
const dom = "(?:3[01]|[12]\\d|0?[1-9])(?!\\d)|三十一?|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九]";
const moon = "(?:1[0-2]|0?[1-9])(?!\\d)|十[一二]?|[一二三四五六七八九]";
const year =
  "(?<year>\\d{4}|(?<!\\d)\\d{2}|[零〇一二三四五六七八九]{4}|两千(?:零|〇)?(?:[一二三四五六七八九]?十?[一二三四五六七八九]?))年|(?<rel>大前|[去今明后前])年";
const clock = "(?:早上?|上午|中午|下午|傍晚|晚上?|夜里?|凌晨)?";
const week = "(?:周|星期|礼拜|拜)";
const thatMonth = "(?<month>(?:下{1,3}|上{1,2}|这|本|当|今)个?月份?)";
const lunarDays = "(?:初[一二三四五六七八九十]|十[一二三四五六七八九]|廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十|[12]?\\d|30)";

/** "the same day": of the day named before it, else today. */
export const sameDay = "当天";

/** Chinese dates; of two that read the same characters equally far, the earlier rule wins. */
export const datesZh: readonly DateRule[] = [
  {
    name: "农历",
    pattern: new RegExp(
      `(?:(?:${year})\\s?的?)?(?:(?<lunar>农历|阴历|旧历|古历)\\s?(?:的)?(?<m1>${moon}|正|腊|冬)月(?:的)?(?<d1>${lunarDays})(?:号|日)?|(?<m2>正|腊|冬)月(?:的)?(?<d2>${lunarDays})(?:号|日)?|(?<m3>${moon})月(?<d3>初[一二三四五六七八九十]|廿[一二三四五六七八九]?)|(?<m4>八)月(?<d4>十五)(?![号日])|(?:大年|年)初(?<d5>十[一二三四五]?|[一二三四五六七八九])|(?:农历|阴历|旧历)(?<d6>初[一二三四五六七八九十]|十[一二三四五六七八九]|廿[一二三四五六七八九]?)|(?<![最当年月本起原之大])(?<d7>初[一二三四五六七八九十])(?![级中次步期]))`,
      "g",
    ),
    read: readLunar,
  },
  {
    name: "年月日",
    pattern: new RegExp(`(?:${year})(?:\\s?的)?(?<m>${moon})月(?:份)?(?:的)?(?<d>${dom})(?:号|日)?`, "g"),
    read: (_, today, __, g) => exact(civilDay(yearOf(g, today) ?? 0, count(g["m"]), ordinal(g["d"]))),
  },
  {
    name: "年第一天",
    pattern: new RegExp(`(?:${year})的?(?:(?<first>第一天)|(?<last>最后一天))`, "g"),
    read: (_, today, __, g) => {
      const y = yearOf(g, today) ?? 0;
      return exact(g["first"] ? civilDay(y, 1, 1) : civilDay(y, 12, 31));
    },
  },
  {
    name: "月日",
    pattern: new RegExp(`(?<![\\d年下上这本当今个])(?<m>${moon})月(?:份)?(?:的)?(?<d>${dom})(?:号|日|(?![\\d个天块元万千百十月kw.期]))`, "g"),
    read: (_, today, lean, g) => exact(dayOfYear(count(g["m"]), ordinal(g["d"]), today, lean)),
  },
  {
    name: "第几个周X",
    pattern: new RegExp(`(?:(?<m>${moon})月份?|${thatMonth})的?(?:第(?<n>[一二三四五1-5])|(?<last>最后一))个?${week}(?<w>[一二三四五六日天1-6])`, "g"),
    read: readNthWeekday,
  },
  {
    name: "某月底",
    pattern: new RegExp(`(?<![\\d年])(?<m>${moon})月(?:份)?(?:月)?(?:底|末|最后一天)`, "g"),
    read: (_, today, lean, g) => {
      const first = dayOfYear(count(g["m"]), 28, today, lean);
      return exact(first && monthEnd(first, 0));
    },
  },
  {
    name: "某月N号",
    pattern: new RegExp(`${thatMonth}(?:的)?(?<d>${dom})(?:号|日|(?![\\d个天块元万千百十kw.期]))`, "g"),
    read: (_, today, __, g) => exact(relativeDay(today, monthOffset(g["month"]), ordinal(g["d"]))),
  },
  {
    name: "下月今天",
    pattern: /(?<month>下{1,3}个?月)的?(?:今[天日]|这(?:一)?天|同一天|这个时候)/g,
    read: (_, today, __, g) => exact(plusMonths(today, monthOffset(g["month"]))),
  },
  {
    name: "月底",
    pattern: /(?:(?<a>(?:下{1,3}|上|这|本|当)个?月份?的?)(?:月)?(?:底|末|最后一天))|(?<![年\d])月(?:底|末)(?!考)|(?<![一-龥])底(?=前?还清)/g,
    read: (_, today, __, g) => exact(monthEnd(today, monthOffset(g["a"]))),
  },
  {
    name: "月初/月中",
    pattern: /(?:(?<m>下{1,3}|上|这|本)个?)?月(?:份)?(?<part>初|中(?!旬)|中旬|上旬|下旬)/g,
    read: (_, today, __, g) => {
      const on = inMonth(today, monthOffset(g["m"]), g["part"] === "初" || g["part"] === "上旬" ? 1 : g["part"] === "下旬" ? 21 : 15);
      return fuzzy(on !== undefined && on < today && !g["m"] ? plusMonths(on, 1) : (on ?? today));
    },
  },
  {
    name: "N号",
    pattern: new RegExp(
      `(?<![\\d.月账卡尾编手型:-]|(?<!${week}|[一二三四五六日天])[一二三四五六七八九十百千万])(?<d>${dom})(?:号(?!楼|店|线|库|码|机|铺|院|仓|房|车|门|客服|员工|男|公司)|日(?!元|币|本|圆|常|子|结|后|内|之内|以内|前|之后))`,
      "g",
    ),
    read: (_, today, lean, g) => exact(nthOfMonth(ordinal(g["d"]), today, lean)),
  },
  {
    name: "大后天/后天/明天/今天",
    pattern: /大{0,2}后[天日]|明后[天两]天?|明[天日早晚](?!信片)(?:早上|晚上)?|明儿|今[天日儿晚早夜朝](?!后)|即日|(?<=^|[，。 ])今(?=还)/g,
    read: ([all = ""], today) =>
      all.startsWith("明后")
        ? fuzzy(addDays(today, 1))
        : exact(addDays(today, all.startsWith("大大后") ? 4 : all.startsWith("大后") ? 3 : all.startsWith("后") ? 2 : all.startsWith("明") ? 1 : 0)),
  },
  { name: "现在就", pattern: /(?:现在(?:马上|立刻)?就|这就)(?=去?(?:还|转|付|给|交|打|汇|存|缴))/g, read: (_, today) => exact(today) },
  { name: sameDay, pattern: /当[天晚日](?!时)|那[天日](?=我?(?:就|一定|马上|再)?(?:还|转|付|给|打))/g, read: (_, today) => exact(today) },
  {
    name: "昨天/前天",
    pattern: /大{0,2}前[天日](?!数)|(?<!以|目|先|之|年|月|天|日|周|期|提)前[天日](?!数)|前晚|昨[天日晚夜儿]/g,
    read: ([all = ""], today) => exact(addDays(today, all.startsWith("大大前") ? -4 : all.startsWith("大前") ? -3 : all.startsWith("前") ? -2 : -1)),
  },
  {
    name: "晚上/一会儿",
    pattern: /(?<![明今昨前后天日早号点一整周])(?:晚上|傍晚|今夜|中午|上午|早上|今早|下午|夜里|午夜|(?<!刚|刚刚)下班后?|收工后?|放工)(?!班|工|茶|的时候)/g,
    read: (_, today) => exact(today),
  },
  { name: "刚刚", pattern: /刚刚|刚才|刚(?!好|需|性|果)/g, read: (_, today, lean) => (lean === "past" ? exact(today) : undefined) },
  {
    name: "某周X",
    pattern: new RegExp(`(?<w>下{1,3}|上{1,3}|这|本|今)个?${week}的?(?<d>[一二三四五六日天1-7])(?!个|周|星期|礼拜|月(?!\\d))${clock}`, "g"),
    read: ([all = ""], today, _, g) => {
      const on = weekdayOfWeek(weekdayNumber(g["d"]), today, offset(g["w"]));
      // Many who say 下星期天 mean the coming Sunday, and begin their week with it.
      return /^下个?(?:星期|礼拜)的?[天日]/.test(all) ? fuzzy(on) : exact(on);
    },
  },
  {
    name: "周X",
    pattern: new RegExp(
      `(?<![下上这本今每一二三四五六七八九十两半几\\d个]|一个)(?:周|星期|礼拜)(?<d>[一二三四五六日天1-7])(?![个天年块到至]|月(?!\\d))${clock}`,
      "g",
    ),
    read: (_, today, lean, g) => exact(nextWeekday(weekdayNumber(g["d"]), today, lean)),
  },
  {
    name: "周X",
    pattern: new RegExp(`(?<![下上这本今每一二三四五六七八九十两半几\\d个])(?:周|星期|礼拜)(?<d>[一二三四五六日天])(?=[到至])`, "g"),
    read: (_, today, lean, g) => exact(nextWeekday(weekdayNumber(g["d"]), today, lean)),
  },
  {
    name: "周末",
    pattern: new RegExp(`(?<w>下{1,3}|上|这|本)?个?${week}末`, "g"),
    read: (_, today, __, g) => fuzzy(weekdayOfWeek(6, today, offset(g["w"]))),
  },
  {
    name: "半个月",
    pattern: /(?<delay>推迟|延后|延迟|拖)?(?:个)?半个?月(?<dir>(?:之|以)?[内前])?(?:之?后|以后|左右)?/g,
    read: (_, today, __, g) =>
      g["delay"] ? fuzzy(addDays(today, 15)) : { on: addDays(today, /前/.test(g["dir"] ?? "") ? -15 : 15), bound: /内/.test(g["dir"] ?? "") ? "by" : "on" },
  },
  {
    name: "N天后/N天内",
    pattern: new RegExp(
      `(?<![\\d.第])(?<n>${num}|几|半)个?(?<half>半)?(?<unit>天|日|周|星期|礼拜|月|年|小时|钟头|分钟)(?<half2>半)?(?<dir>(?:之|以)?后(?!天)|过后|(?:之|以)?内|(?:之|以)?前|过(?=还|给|转))`,
      "g",
    ),
    read: readSpan,
  },
  {
    name: "过N天",
    pattern: new RegExp(`再?(?<verb>过|等|隔)(?:个)?(?<n>${num})个?(?<half>半)?(?<unit>天|日|周|星期|礼拜|月)(?![一二三四五六日])`, "g"),
    read: (_, today, __, g) => {
      const on = g["half"] ? shiftHalf(today, count(g["n"]), g["unit"]) : shift(today, count(g["n"]), g["unit"]);
      return on && (/^[两2]$/.test(g["n"] ?? "") ? fuzzy(on) : { on });
    },
  },
  {
    name: "给我N天",
    pattern: new RegExp(
      `(?<verb>给我|再给|给(?=[一二两三四五六七八九十\\d])|容我|给多|再给多|宽限|宽容|缓|晚|延期|延长|延|推迟|延迟|延后|推后|往后推|拖)(?:我|们|一下|缓)?(?:延|到)?(?:再)?(?<n>${num})个?(?<unit>天|日|周|星期|礼拜|月(?![\\d一二三四五六七八九十廿底末初]))`,
      "g",
    ),
    read: readDelay,
  },
  {
    name: "第N天",
    pattern: new RegExp(`第(?<n>[二三四五六七八九十]{1,2}|\\d{1,2})天`, "g"),
    read: (_, today, __, g) => exact(addDays(today, count(g["n"]) - 1)),
  },
  {
    name: "节日",
    pattern: new RegExp(`(?:(?:${year})的?)?(?<name>${holidayZh})(?:节)?(?:当?天|那天)?(?<about>前后|左右|期间|假期|放假|长假)?`, "g"),
    read: readHoliday,
  },
  {
    name: "年底",
    pattern: /(?<rel>今|明)?年(?:底|末|终)(?!奖)/g,
    read: (_, today, __, g) => fuzzy(civilDay(dayParts(today).year + (g["rel"] === "明" ? 1 : 0), 12, 31) ?? today),
  },
  {
    name: "年前/年后",
    pattern: /(?<!\d|[一二三四五六七八九十几多半去今明百])年前|(?:过完?|春节)年?[前后]|过完?年|(?<!\d|[一二三四五六七八九十几多半去今明百])年后/g,
    read: ([all = ""], today) => {
      const eve = nearestEve(today);
      return fuzzy(/前/.test(all) ? eve : addDays(eve, 7));
    },
  },
  { name: "没有哪一天", pattern: fuzzyZh, read: (_, today) => fuzzy(today) },
];
