import { day, dayMs, minuteMs, plus, toDate, type Instant } from "../../bot/domain/calendar.ts";
import type { Answer } from "../../bot/domain/checkins/answer.ts";
import { currency } from "../../bot/domain/money.ts";
import type { Database } from "../../bot/store/database.ts";
import { seedCheckins } from "./seed-checkins.ts";
import type { SeedBook, SeededBorrower } from "./seed-book.ts";

const names = ["王芳", "李建国", "张敏", "陈志强", "Nguyễn Thị Hoa", "刘洋", "赵秀英", "黄磊", "周婷", "吴国庆", "徐静", "孙伟"];
const versus = ["better", "same", "same", "less", "less", "less", "much_less"];
const sales = [31_000, 18_500, 42_000, 9_800, 27_000, 55_000, 12_400, 23_000];

/** A small branch after some months of check-ins: what a page with life in it looks like. */
export async function checkinPicture(of: { readonly database: Database; readonly book: SeedBook; readonly now: Instant }) {
  const { database, book, now } = of;
  const seed = seedCheckins(database);
  const version = { id: await seed.version("enterprise-month"), questionnaire: "enterprise-month" };
  await seed.version("farmer-season");
  await seed.version("closing-needs");
  const draft = await seed.version("enterprise-month", { version: 2, state: "draft", author: "zhou.yu" });
  const people: SeededBorrower[] = [];
  for (const [i, name] of names.entries())
    people.push(await book.borrower({ externalId: `B-${String(301 + i)}`, name, officer: "li.wei", dueOn: day("2026-12-15") }));
  const wang = people[0];
  if (!wang) throw new Error("nobody");
  for (const [months, sold] of [
    [4, 52_000],
    [3, 47_500],
    [2, 41_000],
  ] as const) {
    const at = plus(now, -months * 30 * dayMs);
    const earlier = await seed.round("enterprise-month", "上月生意怎么样", at);
    await seed.run(wang, earlier, version, at, { answers: { ...money(sold), versus: { type: "choice", key: "less" } } });
  }
  const began = plus(now, -2 * dayMs);
  const round = await seed.round(
    "enterprise-month",
    "上月生意怎么样：营业额、回款、大客户 / How last month went: turnover, customers paying, the biggest customer",
    began,
  );
  for (const [i, person] of people.entries()) {
    const at = plus(began, i * 37 * minuteMs);
    if (i === 8) await seed.run(person, round, version, at, { phase: "offered" });
    else if (i === 9) await seed.run(person, round, version, at, { phase: "asking", answers: { versus: choice(i) } });
    else if (i === 10) await seed.run(person, round, version, at, { phase: "planned" });
    else if (i === 11) await seed.run(person, round, version, at, { phase: "stopped" });
    else
      await seed.run(person, round, version, at, {
        minutes: 2 + i,
        answers: answers(i),
        ...(i === 0 && { note: "上次说一个月收进约 ¥41,000，这次说 ¥31,000。追问后的回答：最大的客户搬走了。" }),
      });
  }
  await seed.visit(people[5] ?? wang, round, toDate(plus(now, 3 * dayMs)));
  await seed.visit(people[1] ?? wang, round, toDate(plus(now, 6 * dayMs)));
  await seed.visit(wang, round, toDate(plus(now, -9 * dayMs)), { state: "done", note: "店面照常营业，货架补得满；账本给我看了，欠款有两家。" });
  const li = people[1] ?? wang;
  const same = { ...money(18_500), versus: choice(1), customers: { type: "choice", key: "none" } } as const;
  const before = await seed.round("enterprise-month", "上月生意怎么样", plus(now, -33 * dayMs));
  await seed.run(li, before, version, plus(now, -33 * dayMs), { answers: same });
  return { round, draft, wang, li };
}

const choice = (i: number): Answer => ({ type: "choice", key: versus[i % versus.length] ?? "same" });
const money = (major: number) => ({ turnover: { type: "money", minor: BigInt(major) * 100n, currency: currency("CNY"), about: true } }) as const;

function answers(i: number): Readonly<Record<string, Answer>> {
  const said: Readonly<Record<string, Answer>> = {
    versus: choice(i),
    ...money(sales[i % sales.length] ?? 0),
    customers: { type: "choice", key: i % 3 === 0 ? "few" : "none" },
  };
  return i % 4 === 1
    ? { ...said, remark: { type: "text", text: i === 1 ? "最近街上修路，客人少了，下个月应该好些" : "There is more competition from the new mall." } }
    : said;
}
