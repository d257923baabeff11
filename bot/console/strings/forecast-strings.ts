import type { Language } from "./language.tsx";

type Name =
  | "title"
  | "hint"
  | "span"
  | "branch"
  | "allBranches"
  | "waiting"
  | "failed"
  | "busy"
  | "again"
  | "nothing"
  | "nothingHint"
  | "messages"
  | "onTime"
  | "later"
  | "never"
  | "touches"
  | "answers"
  | "cases"
  | "casesFullest"
  | "messagesChart"
  | "touchesChart"
  | "loadChart"
  | "capacity"
  | "noOfficers"
  | "reasons"
  | "noReasons"
  | "officers"
  | "officer"
  | "fullestDay"
  | "ofCapacity"
  | "numbers"
  | "day"
  | "channel"
  | "assumes";

type ForecastStrings = Readonly<Record<Name, string>> & {
  days(n: number): string;
  asOf(at: string, borrowers: string): string;
  counting(done: string, of: string): string;
  put(n: string): string;
  capacityOf(officers: string, each: string, most: string): string;
  own(answers: string, cases: string, texts: string): string;
  assumed(answers: string, cases: string, texts: string): string;
  fullest(day: string): string;
  texts(n: string): string;
};

export const forecastStrings: Readonly<Record<Language, ForecastStrings>> = {
  en: {
    title: "Forecast",
    hint: "What the reminder plan and the contact rules would let out, worked out with the clock set ahead. It sends nothing and reads no text.",
    assumes:
      "It assumes that nobody pays in between, that no hold or rule changes, and that the right person answers the first question. A text may carry several touches.",
    span: "Days ahead",
    branch: "Branch",
    allBranches: "All branches",
    waiting: "Another forecast is being counted; this one is next.",
    failed: "The forecast broke off.",
    busy: "Too many forecasts are being counted. Try again in a minute.",
    again: "Count again",
    nothing: "Nothing is planned in these days",
    nothingHint: "No open instalment has a reminder there.",
    messages: "Texts",
    onTime: "On time",
    later: "Later",
    never: "Not at all",
    touches: "Touches",
    answers: "Expected answers",
    cases: "Expected cases",
    casesFullest: "Cases on the fullest day",
    messagesChart: "Texts by day and channel",
    touchesChart: "Planned touches: what the contact rules say",
    loadChart: "Expected cases by day, against what the officers can take on",
    capacity: "Capacity",
    noOfficers: "No officers are kept here, so that their capacity is not known.",
    reasons: "Why later or not at all",
    noReasons: "Everything goes out at its own time.",
    officers: "Officers, by their fullest day",
    officer: "Officer",
    fullestDay: "Fullest day",
    ofCapacity: "Of capacity",
    numbers: "The numbers",
    day: "Day",
    channel: "Channel",
    days: (n) => `${String(n)} days`,
    asOf: (at, borrowers) => `As of ${at} · ${borrowers} borrowers with something due`,
    counting: (done, of) => `${done} of ${of} borrowers`,
    put: (n) => `${n} texts are put off beyond these days.`,
    capacityOf: (officers, each, most) => `${officers} officers × ${each} cases a day = ${most} (OFFICER_CASES_PER_DAY)`,
    own: (answers, cases, texts) =>
      `Answers and cases are estimates: of the last ${texts} texts here, ${answers} were answered and ${cases} became a case within three days. They are counted on the day of the text.`,
    assumed: (answers, cases, texts) =>
      `Answers and cases are assumptions: ${answers} of texts answered, ${cases} becoming a case. Only ${texts} texts have gone out here, too few to measure. They are counted on the day of the text.`,
    fullest: (day) => `on ${day}`,
    texts: (n) => `${n} texts in all`,
  },
  "zh-CN": {
    title: "预测",
    hint: "把时钟拨到以后，按提醒计划和联系规则推算会发出什么。不发送任何消息，也不读取任何文字。",
    assumes: "假定其间无人还款，暂停联系和规则都不变，首次询问由本人答复。一条消息可以包含多项提醒。",
    span: "往后天数",
    branch: "机构",
    allBranches: "所有机构",
    waiting: "正在计算另一份预测，随后就轮到这一份。",
    failed: "预测中断了。",
    busy: "正在计算的预测太多，请稍后再试。",
    again: "重新计算",
    nothing: "这些天没有计划",
    nothingHint: "没有未还的期次需要提醒。",
    messages: "消息",
    onTime: "按时",
    later: "推迟",
    never: "不发",
    touches: "提醒",
    answers: "预计回复",
    cases: "预计个案",
    casesFullest: "最忙一天的个案",
    messagesChart: "每天各渠道的消息",
    touchesChart: "计划的提醒：联系规则的结果",
    loadChart: "每天预计个案与人员承接能力",
    capacity: "承接能力",
    noOfficers: "系统里没有信贷员，承接能力未知。",
    reasons: "推迟或不发的原因",
    noReasons: "全部按时发出。",
    officers: "信贷员，按最忙一天排列",
    officer: "信贷员",
    fullestDay: "最忙一天",
    ofCapacity: "占承接能力",
    numbers: "明细数字",
    day: "日期",
    channel: "渠道",
    days: (n) => `${String(n)} 天`,
    asOf: (at, borrowers) => `截至 ${at} · ${borrowers} 位借款人有到期款项`,
    counting: (done, of) => `${done} / ${of} 位借款人`,
    put: (n) => `另有 ${n} 条消息推迟到这些天之后。`,
    capacityOf: (officers, each, most) => `${officers} 位信贷员 × 每天 ${each} 件 = ${most} 件（OFFICER_CASES_PER_DAY）`,
    own: (answers, cases, texts) => `回复和个案是估计值：本系统最近 ${texts} 条消息中，三天内有 ${answers} 得到回复、${cases} 转为个案。计在消息发出的那一天。`,
    assumed: (answers, cases, texts) =>
      `回复和个案是假定值：${answers} 的消息得到回复，${cases} 转为个案。目前只发出过 ${texts} 条消息，不足以统计。计在消息发出的那一天。`,
    fullest: (day) => `${day}`,
    texts: (n) => `共 ${n} 条消息`,
  },
};
