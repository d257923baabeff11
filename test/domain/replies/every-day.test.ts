/** Every day of ten years, said in forty ways, comes back as that day. */
import { Lunar, LunarYear } from "lunar-typescript";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, day, dayFromParts, daysBetween, dayParts, weekday, type Day } from "../../../bot/domain/calendar.ts";
import { civilDay, plusMonths } from "../../../bot/domain/replies/civil.ts";
import { findDates } from "../../../bot/domain/replies/dates.ts";
import { lunarDay, solarTerm } from "../../../bot/domain/replies/lunar.ts";
import { normalise } from "../../../bot/domain/replies/normalise.ts";
import { season } from "../../../bot/domain/replies/holidays.ts";

const first = day("2024-01-01");
const days = Array.from({ length: 3_653 }, (_, i) => addDays(first, i));
const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const enWeekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const { zh, ordinal } = { zh: zhNumber, ordinal: enOrdinal };

/** How it is said on `today`; undefined where the way does not fit that distance. */
type Way = (of: Day, today: Day) => string | undefined;
const p = (of: Day): { year: number; month: number; day: number } => dayParts(of);
const within = (of: Day, today: Day, least: number, most: number): boolean => daysBetween(today, of) >= least && daysBetween(today, of) <= most;
const sameWeek = (of: Day, today: Day, weeks: number): boolean => daysBetween(addDays(today, 1 - weekday(today)), addDays(of, 1 - weekday(of))) === 7 * weeks;
const monthsAhead = (of: Day, today: Day): number => (p(of).year - p(today).year) * 12 + p(of).month - p(today).month;

const ways: Record<string, Way> = {
  年月日: (of) => `${p(of).year}年${p(of).month}月${p(of).day}日还`,
  年月号: (of) => `我${p(of).year}年${p(of).month}月${p(of).day}号还清`,
  大写年: (of) => `${spelled(p(of).year)}年${zh(p(of).month)}月${zh(p(of).day)}日還`,
  短年: (of) => `${String(p(of).year).slice(2)}年${p(of).month}月${p(of).day}号给你`,
  今年明年: (of, today) => (p(of).year === p(today).year + 1 ? `明年${p(of).month}月${p(of).day}号还` : undefined),
  月号: (of, today) => (within(of, today, 0, 364) ? `${p(of).month}月${p(of).day}号还三千` : undefined),
  月日: (of, today) => (within(of, today, 0, 364) ? `最迟${zh(p(of).month)}月${zh(p(of).day)}日` : undefined),
  月份: (of, today) => (within(of, today, 0, 364) ? `${p(of).month}月份${p(of).day}号可以` : undefined),
  全角: (of, today) => (within(of, today, 0, 364) ? `${wide(p(of).month)}月${wide(p(of).day)}號還` : undefined),
  "M/D": (of, today) => (within(of, today, 0, 364) ? `${p(of).month}/${p(of).day}还` : undefined),
  ISO: (of) => `${of} 还`,
  斜线: (of) => `${p(of).year}/${p(of).month}/${p(of).day}还款`,
  点: (of) => `${p(of).year}.${p(of).month}.${p(of).day}付`,
  号: (of, today) => (within(of, today, 0, 27) ? `${p(of).day}号还` : undefined),
  大写号: (of, today) => (within(of, today, 0, 27) ? `${zh(p(of).day)}号之前一定还` : undefined),
  下个月: (of, today) => (monthsAhead(of, today) === 1 ? `下个月${p(of).day}号还五千` : undefined),
  下月大写: (of, today) => (monthsAhead(of, today) === 1 ? `下月${zh(p(of).day)}號繳` : undefined),
  这个月: (of, today) => (monthsAhead(of, today) === 0 && of >= today ? `这个月${p(of).day}号吧` : undefined),
  今天: (of, today) => (of === today ? "今天晚上转" : undefined),
  明天: (of, today) => (within(of, today, 1, 1) ? "明儿个还" : undefined),
  聽日: (of, today) => (within(of, today, 1, 1) ? "聽日還錢" : undefined),
  后天: (of, today) => (within(of, today, 2, 2) ? "后天打给你" : undefined),
  大后天: (of, today) => (within(of, today, 3, 3) ? "大后天还" : undefined),
  N天后: (of, today) => (within(of, today, 1, 90) ? `${daysBetween(today, of)}天后一定还` : undefined),
  N日内: (of, today) => (within(of, today, 3, 60) ? `${zh(daysBetween(today, of))}日内还` : undefined),
  再过N天: (of, today) => (within(of, today, 3, 60) ? `再过${zh(daysBetween(today, of))}天` : undefined),
  周: (of, today) => (within(of, today, 1, 7) ? `周${"一二三四五六日"[weekday(of) - 1] ?? ""}还` : undefined),
  下周: (of, today) => (sameWeek(of, today, 1) ? `下周${"一二三四五六日"[weekday(of) - 1] ?? ""}下午还` : undefined),
  下下星期: (of, today) => (sameWeek(of, today, 2) ? `下下个星期${"一二三四五六天"[weekday(of) - 1] ?? ""}` : undefined),
  这礼拜: (of, today) => (sameWeek(of, today, 0) && of >= today ? `这个礼拜${"一二三四五六天"[weekday(of) - 1] ?? ""}还` : undefined),
  "month day, year": (of) => `I will pay on ${months[p(of).month - 1] ?? ""} ${p(of).day}, ${p(of).year}`,
  "day month year": (of) => `paying ${ordinal(p(of).day)} ${months[p(of).month - 1] ?? ""} ${p(of).year}`,
  "month day": (of, today) => (within(of, today, 0, 364) ? `I'll pay ${months[p(of).month - 1]?.slice(0, 3) ?? ""} ${p(of).day}` : undefined),
  "the Nth of month": (of, today) => (within(of, today, 0, 364) ? `by the ${ordinal(p(of).day)} of ${months[p(of).month - 1] ?? ""}` : undefined),
  "the Nth": (of, today) => (within(of, today, 0, 27) ? `will settle on the ${ordinal(p(of).day)}` : undefined),
  "Nth of next month": (of, today) => (monthsAhead(of, today) === 1 ? `${ordinal(p(of).day)} of next month for sure` : undefined),
  "m/d/yyyy": (of) => `paying ${p(of).month}/${p(of).day}/${p(of).year}`,
  "in N days": (of, today) => (within(of, today, 1, 90) ? `i will pay in ${daysBetween(today, of)} days` : undefined),
  "N days from now": (of, today) => (within(of, today, 2, 60) ? `${daysBetween(today, of)} days from now` : undefined),
  weekday: (of, today) => (within(of, today, 1, 7) ? `i'll pay by ${enWeekdays[weekday(of) - 1] ?? ""}` : undefined),
  "next weekday": (of, today) => (sameWeek(of, today, 1) ? `next ${enWeekdays[weekday(of) - 1]?.toLowerCase() ?? ""} i can pay` : undefined),
  tomorrow: (of, today) => (within(of, today, 1, 1) ? "2moro" : undefined),
  "day after tomorrow": (of, today) => (within(of, today, 2, 2) ? "the day after tmrw" : undefined),
};

describe("every day of ten years", () => {
  it("is said in forty ways at least", () => expect(Object.keys(ways).length).toBeGreaterThanOrEqual(40));

  it.each(Object.entries(ways))("%s", (_, say) => {
    for (const [i, of] of days.entries()) {
      // so near that each way fits on many days, and on each kind of day of the month and week
      const today = addDays(of, -((i * 7) % 31) - (i % 5 === 0 ? 40 : 0));
      for (const from of [today, addDays(of, -(i % 4)), addDays(of, -8 - (i % 7))]) {
        const text = say(of, from);
        if (text === undefined) continue;
        const [found] = findDates(normalise(text).text, { today: from, lean: "future", locale: "en-US", asked: false });
        expect(found && { on: found.on, fuzzy: found.fuzzy }, `${text} on ${from}`).toEqual({ on: of, fuzzy: false });
      }
    }
  });
});

describe("the lunar calendar", () => {
  it("agrees with lunar-typescript on every day of 1990 to 2099", () => {
    for (let year = 1990; year < 2100; year++) {
      for (const month of LunarYear.fromYear(year).getMonths()) {
        if (month.getYear() !== year || month.isLeap()) continue;
        for (const d of [1, 15, month.getDayCount()])
          expect(lunarDay(year, month.getMonth(), d), `${year}/${month.getMonth()}/${d}`).toBe(Lunar.fromYmd(year, month.getMonth(), d).getSolar().toYmd());
      }
    }
  });

  it("finds 清明 and 冬至", () => {
    for (let year = 2000; year < 2100; year++) {
      const table = Lunar.fromYmd(year, 6, 1).getJieQiTable();
      expect(solarTerm("清明", year), `${year}`).toBe(table["清明"]?.toYmd());
      expect(solarTerm("冬至", year), `${year}`).toBe((Lunar.fromYmd(year + 1, 3, 1).getJieQiTable()["冬至"] ?? table["冬至"])?.toYmd());
    }
  });

  it.each([
    ["中秋节还", "2026-09-25"],
    ["端午后还", "2026-06-19"],
    ["除夕之前给你", "2027-02-05"],
    ["春节还", "2027-02-06"],
    ["腊月二十八还", "2027-02-04"],
    ["正月十五还", "2027-02-20"],
    ["农历八月初十还", "2026-09-20"],
    ["大年初六还", "2027-02-11"],
    ["清明节还", "2026-04-05"],
  ])("%s, said on 2026-03-10", (text, on) =>
    expect(findDates(normalise(text).text, { today: day("2026-03-10"), lean: "future", locale: "zh-CN", asked: false })[0]?.on).toBe(on),
  );

  it("has no single day after the spring festival", () => {
    expect(season.test("春节")).toBe(true);
    expect(findDates("春节后还", { today: day("2026-03-10"), lean: "future", locale: "zh-CN", asked: false })[0]?.fuzzy).toBe(true);
  });
});

function zhNumber(n: number): string {
  const digits = "零一二三四五六七八九";
  if (n >= 100) return String(n);
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens > 1 ? (digits[tens] ?? "") : ""}${tens > 0 ? "十" : ""}${ones > 0 ? (digits[ones] ?? "") : ""}`;
}

function spelled(n: number): string {
  return Array.from(String(n), (c) => "零一二三四五六七八九"[Number(c)] ?? "").join("");
}

const wide = (n: number): string => Array.from(String(n), (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join("");

function enOrdinal(n: number): string {
  return `${String(n)}${n % 10 === 1 && n !== 11 ? "st" : n % 10 === 2 && n !== 12 ? "nd" : n % 10 === 3 && n !== 13 ? "rd" : "th"}`;
}

describe("arithmetic of its own", () => {
  it("agrees with the calendar", () => {
    for (const of of days) {
      for (const months of [-13, -1, 1, 2, 12, 25]) expect(plusMonths(of, months), `${of} ${months}`).toBe(addMonths(of, months));
    }
    for (let year = 1999; year < 2030; year++)
      for (let m = 0; m <= 13; m++) for (const d of [0, 1, 28, 29, 30, 31, 32]) expect(civilDay(year, m, d)).toBe(dayFromParts(year, m, d));
  });
});
