import type { conclusions } from "../../domain/reports/conclusions.ts";
import type { Language } from "./language.tsx";

type Words<Key extends string> = Readonly<Record<Key, string>>;

export interface ReportStrings extends Words<
  | "title"
  | "one"
  | "none"
  | "write"
  | "whichLoan"
  | "draftHint"
  | "signedHint"
  | "draft"
  | "signed"
  | "known"
  | "purpose"
  | "principal"
  | "paid"
  | "overdue"
  | "nothing"
  | "asOf"
  | "checkins"
  | "documents"
  | "visits"
  | "doubt"
  | "findings"
  | "findingsHint"
  | "conclusion"
  | "measures"
  | "save"
  | "saved"
  | "sign"
  | "signTitle"
  | "signHint"
  | "incomplete"
  | "print"
  | "cancel"
> {
  readonly conclusions: Readonly<Record<(typeof conclusions)[number], string>>;
  readonly visit: Readonly<Record<string, string>>;
  days(n: number): string;
  version(n: number): string;
  draftedBy(who: string, at: string): string;
  signedBy(who: string, at: string): string;
}

/** What is said about post-loan inspection reports. */
export const reportStrings: Readonly<Record<Language, ReportStrings>> = {
  en: {
    title: "Inspection reports",
    one: "Inspection report",
    none: "None was written yet.",
    write: "Write a report",
    whichLoan: "Of which loan?",
    draftHint: "Drafted from the ledger, the answers, documents and visits as they were known then. What you find and conclude only you can write.",
    signedHint: "Signed: nothing of it changes any more. What is found later goes into another version.",
    draft: "Draft",
    signed: "Signed",
    known: "What is known",
    purpose: "Purpose",
    principal: "Paid out",
    paid: "Repaid so far",
    overdue: "Overdue",
    nothing: "none",
    asOf: "Ledger as of",
    checkins: "What the borrower answered",
    documents: "Documents",
    visits: "Visits",
    doubt: "Did not fit:",
    findings: "Findings",
    findingsHint: "What you saw and heard: use of the money, how the business goes, collateral.",
    conclusion: "Conclusion",
    measures: "Measures",
    save: "Save the draft",
    saved: "Saved.",
    sign: "Sign",
    signTitle: "Sign this report?",
    signHint: "With your name and the time. Nothing of it can be changed afterwards, by anybody.",
    incomplete: "It takes findings and a conclusion.",
    print: "Print",
    cancel: "Cancel",
    conclusions: { normal: "Normal", attention: "Needs attention", risk: "At risk" },
    visit: { open: "to do", done: "made", cancelled: "not needed" },
    days: (n) => `${String(n)} days past due`,
    version: (n) => `version ${String(n)}`,
    draftedBy: (who, at) => `drafted by ${who}, ${at}`,
    signedBy: (who, at) => `Signed by ${who}, ${at}`,
  },
  "zh-CN": {
    title: "贷后检查报告",
    one: "贷后检查报告",
    none: "还没有报告。",
    write: "写报告",
    whichLoan: "哪一笔贷款？",
    draftHint: "草稿根据当时的账务、回答、资料和走访生成。检查情况和结论只能由您来写。",
    signedHint: "已签署，内容不再改变。之后的发现写入新的版本。",
    draft: "草稿",
    signed: "已签署",
    known: "已知情况",
    purpose: "用途",
    principal: "放款",
    paid: "已还",
    overdue: "逾期",
    nothing: "无",
    asOf: "账务截至",
    checkins: "借款人的回答",
    documents: "资料",
    visits: "走访",
    doubt: "不相符：",
    findings: "检查情况",
    findingsHint: "所见所闻：资金用途、经营状况、抵押物等。",
    conclusion: "结论",
    measures: "措施",
    save: "保存草稿",
    saved: "已保存。",
    sign: "签署",
    signTitle: "签署这份报告？",
    signHint: "将记录您的姓名和时间。签署后任何人都不能再修改。",
    incomplete: "须填写检查情况和结论。",
    print: "打印",
    cancel: "取消",
    conclusions: { normal: "正常", attention: "关注", risk: "风险" },
    visit: { open: "待走访", done: "已走访", cancelled: "不需要" },
    days: (n) => `逾期 ${String(n)} 天`,
    version: (n) => `第 ${String(n)} 版`,
    draftedBy: (who, at) => `${who} 起草，${at}`,
    signedBy: (who, at) => `签署人：${who}，${at}`,
  },
};
