import type { Language } from "./language.tsx";

type Name =
  | "title"
  | "span"
  | "rate"
  | "kept"
  | "partly"
  | "broken"
  | "undecided"
  | "weeks"
  | "branches"
  | "officers"
  | "week"
  | "branch"
  | "officer"
  | "none"
  | "noneHint"
  | "noRate";

type KeptStrings = Readonly<Record<Name, string>> & {
  lastWeeks(n: number): string;
  explain(graceDays: number): string;
  of(kept: string, decided: string): string;
  openAndReplaced(open: string, replaced: string): string;
  weekOf(day: string): string;
};

export const keptStrings: Readonly<Record<Language, KeptStrings>> = {
  en: {
    title: "Promises",
    span: "Promised days",
    rate: "Kept rate",
    kept: "Kept",
    partly: "Partly kept",
    broken: "Broken",
    undecided: "Not counted",
    weeks: "By week of the promised day",
    branches: "By branch",
    officers: "By officer",
    week: "Week",
    branch: "Branch",
    officer: "Officer",
    none: "No promise in these weeks",
    noneHint: "A promise is a day and an amount that the borrower confirmed.",
    noRate: "none decided",
    lastWeeks: (n) => `Last ${String(n)} weeks`,
    explain: (graceDays) =>
      `A promise is decided by the lender's ledger, ${graceDays === 1 ? "one day" : `${String(graceDays)} days`} after its day. Kept: at least the promised amount was paid since the promise was made. Partly kept: less was paid. Broken: nothing was. The kept rate is kept promises out of all decided ones; a promise that is still open, or was replaced by a new agreement, is in neither number.`,
    of: (kept, decided) => `${kept} of ${decided} decided`,
    openAndReplaced: (open, replaced) => `${open} open · ${replaced} replaced by a new agreement`,
    weekOf: (day) => `from ${day}`,
  },
  "zh-CN": {
    title: "承诺",
    span: "承诺还款日",
    rate: "兑现率",
    kept: "兑现",
    partly: "部分兑现",
    broken: "未兑现",
    undecided: "未计入",
    weeks: "按承诺日所在的周",
    branches: "按机构",
    officers: "按信贷员",
    week: "周",
    branch: "机构",
    officer: "信贷员",
    none: "这几周没有承诺",
    noneHint: "承诺是借款人确认过的日期和金额。",
    noRate: "尚无结果",
    lastWeeks: (n) => `最近 ${String(n)} 周`,
    explain: (graceDays) =>
      `承诺由机构台账判定，时间是承诺日之后 ${String(graceDays)} 天。兑现：作出承诺后入账不少于承诺金额；部分兑现：有入账但不足；未兑现：没有入账。兑现率 = 兑现数 ÷ 已判定数；尚未到期判定的，以及改约后被新约定取代的，两个数都不计入。`,
    of: (kept, decided) => `已判定 ${decided} 项中兑现 ${kept} 项`,
    openAndReplaced: (open, replaced) => `${open} 项待判定 · ${replaced} 项已改约`,
    weekOf: (day) => `${day} 起`,
  },
};
