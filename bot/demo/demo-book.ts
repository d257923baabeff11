/** A made-up loan book: about sixty borrowers at every stage of the plan, in Chinese and English. */
import { addDays, addMonths, nthDueDay, type Day } from "../domain/calendar.ts";

export interface DemoBook {
  readonly loansCsv: string;
  readonly paymentsCsv: string;
}

const size = 60;
/** How many days ago an instalment of the borrower fell due: something of every stage happens today. */
const dueDaysAgo = [-3, 0, 1, 3, 7, 15, 30, -1, -2, 2, -4, 6];
const types = ["micro_enterprise", "individual", "farmer", "consumer", "project"];
const purposes = ["stock", "equipment", "seeds", "renovation", "education"];
const trades = ["retail", "catering", "crops", "transport", "services"];

interface Place {
  readonly locale: string;
  readonly zone: string;
  readonly currency: string;
  readonly unit: number;
  readonly names: readonly string[];
}
const places: readonly Place[] = [
  {
    locale: "zh-CN",
    zone: "Asia/Shanghai",
    currency: "CNY",
    unit: 100,
    names: [
      "王芳",
      "李强",
      "张敏",
      "刘洋",
      "陈静",
      "杨超",
      "赵丽娟",
      "黄磊",
      "周桂英",
      "吴涛",
      "徐霞",
      "孙伟",
      "马明",
      "朱艳",
      "胡军",
      "郭秀兰",
      "何平",
      "高娜",
    ],
  },
  {
    locale: "zh-CN",
    zone: "Asia/Shanghai",
    currency: "CNY",
    unit: 100,
    names: [
      "林志远",
      "罗小红",
      "梁建国",
      "宋佳",
      "唐文静",
      "许海峰",
      "韩雪",
      "冯建军",
      "邓丽",
      "曹阳",
      "彭春梅",
      "曾勇",
      "萧雨",
      "田野",
      "董洁",
      "潘大海",
      "袁梅",
      "蔡东",
    ],
  },
  {
    locale: "en",
    zone: "Asia/Manila",
    currency: "PHP",
    unit: 500,
    names: ["Maria Santos", "Jose Reyes", "Ana Cruz", "Mark Bautista", "Liza Ramos", "Paolo Garcia", "Grace Mendoza", "Ramon Torres"],
  },
  {
    locale: "en",
    zone: "Asia/Singapore",
    currency: "SGD",
    unit: 20,
    names: ["Tan Wei Ming", "Nurul Huda", "Rajesh Kumar", "Lim Siew Ling", "Daniel Ong", "Priya Nair", "Goh Kai Xin", "Farid Rahman"],
  },
  {
    locale: "en",
    zone: "Asia/Kolkata",
    currency: "INR",
    unit: 700,
    names: ["Asha Patel", "Vikram Singh", "Meena Iyer", "Arjun Das", "Sunita Rao", "Imran Khan", "Kavita Joshi", "Ravi Menon"],
  },
];
const order = [0, 1, 0, 2, 1, 3, 0, 4, 1, 2];

/** Two borrowers whom the reader of the README plays: on the web chat, with an instalment due today and one just overdue. */
export const playable = ["D-101", "D-102"] as const;

export function demoBook(today: Day): DemoBook {
  const loans = [
    "loan_id,borrower_id,borrower_name,phone,locale,timezone,borrower_type,channel,address,product,purpose,trade,risk_grade,currency,principal,disbursed_on,first_due_on,instalments,instalment_amount,frequency,branch,officer",
  ];
  const payments = ["loan_id,paid_on,amount,reference"];
  const add = (number: number, place: Place, name: string, daysAgo: number, channel: string): void => {
    const borrower = `D-${String(number)}`;
    const loan = `L-${String(number)}`;
    const paidBefore = 2 + (number % 5);
    const firstDue = addMonths(addDays(today, -daysAgo), -paidBefore);
    const amount = place.unit * (6 + ((number * 7) % 30));
    const money = `${String(amount)}.00`;
    loans.push(
      [
        loan,
        borrower,
        name,
        "",
        place.locale,
        place.zone,
        pick(types, number),
        channel,
        `${channel}-${borrower}`,
        "term-12",
        pick(purposes, number),
        pick(trades, number),
        pick(["A", "B", "C"], number),
        place.currency,
        `${String(amount * 11)}.00`,
        addMonths(firstDue, -1),
        firstDue,
        12,
        money,
        "monthly",
        `branch-${String(number % 3)}`,
        `officer-${String(number % 4)}`,
      ].join(","),
    );
    for (let i = 0; i < paidBefore; i++) {
      const dueOn = nthDueDay(firstDue, "monthly", i);
      // A first day at a month's end comes back after February: only what is truly over is paid.
      if (dueOn < addDays(today, -daysAgo)) payments.push([loan, dueOn, money, `${loan}-${String(i + 1)}`].join(","));
    }
  };
  for (let i = 0; i < size; i++) {
    const place = places[order[i % order.length] ?? 0];
    if (!place) continue;
    add(i + 1, place, pick(place.names, Math.floor(i / 2)), pick(dueDaysAgo, i), "sim");
  }
  const [zh, , en] = places;
  if (zh && en) {
    add(101, zh, "周小雨", 0, "web");
    add(102, en, "Alex Rivera", 1, "web");
  }
  return { loansCsv: `${loans.join("\n")}\n`, paymentsCsv: `${payments.join("\n")}\n` };
}

function pick<T>(from: readonly T[], index: number): T {
  const found = from[index % from.length];
  if (found === undefined) throw new RangeError("nothing to pick from");
  return found;
}
