import type { ArrangementState } from "../../domain/arrangements/arrangement.ts";
import type { Language } from "./language.tsx";

interface ArrangementStrings {
  readonly title: string;
  readonly hint: string;
  readonly waiting: string;
  readonly all: string;
  readonly more: string;
  readonly none: string;
  readonly state: Readonly<Record<ArrangementState, string>>;
  readonly asked: string;
  readonly partsTitle: string;
  readonly approvals: string;
  readonly words: string;
  readonly toBorrower: string;
  readonly approve: string;
  readonly change: string;
  readonly changeHint: string;
  readonly partsLabel: string;
  readonly firstLabel: string;
  readonly refuse: string;
  readonly refuseHint: string;
  readonly note: string;
  readonly consent: string;
  readonly consentHint: string;
  readonly guarantorName: string;
  readonly signedOn: string;
  readonly cancel: string;
  readonly ownLoan: string;
  readonly moved: string;
  readonly confirmed: string;
  readonly guarantor: Readonly<Record<string, string>>;
  terms(amount: string, parts: number, from: string): string;
  late(day: string, days: number): string;
  lapses(moment: string): string;
  needs(done: number, all: number): string;
  by(officer: string, role: string): string;
  termsBy(officer: string): string;
}

/** The page of extensions and instalment plans. */
export const arrangementStrings: Readonly<Record<Language, ArrangementStrings>> = {
  en: {
    title: "Applications",
    hint: "More time or smaller parts, as borrowers chose them from what the policy allows. Nothing is granted before others than the loan's own officer have approved it and the borrower has confirmed. The ledger and its days past due stay as they are.",
    waiting: "Waiting",
    all: "All",
    more: "Older",
    none: "None of these.",
    state: {
      proposed: "Waits for approval",
      approved: "Waits for the borrower",
      agreed: "Agreed",
      refused: "Refused",
      declined: "Declined by the borrower",
      withdrawn: "Paid or closed meanwhile",
      expired: "Lapsed",
      booked: "In the lender's schedule",
      kept: "Kept",
      broken: "Not kept",
    },
    asked: "Applied for",
    partsTitle: "Parts",
    approvals: "Approval",
    words: "What was said",
    toBorrower: "To the borrower",
    approve: "Approve",
    change: "Change",
    changeHint: "All that is open of it is split into equal monthly parts. The borrower is asked whether these terms suit them.",
    partsLabel: "Parts (1: the whole, later)",
    firstLabel: "First on",
    refuse: "Refuse",
    refuseHint: "The borrower is told kindly that it cannot be agreed to and that a colleague will be in touch. Your note stays inside.",
    note: "Note for colleagues",
    consent: "Guarantor's consent",
    consentHint: "Record it only with the signed paper before you. It holds for exactly these terms.",
    guarantorName: "Guarantor",
    signedOn: "Signed on",
    cancel: "Cancel",
    ownLoan: "It is your own loan: somebody else must approve it.",
    moved: "The ledger has another amount open now than these terms: change it, or refuse it.",
    confirmed: "The borrower has confirmed",
    guarantor: { awaited: "Waits for the guarantor's consent", given: "The guarantor consented", not_needed: "" },
    terms: (amount, parts, from) => (parts === 1 ? `${amount} in one go on ${from}` : `${amount} in ${String(parts)} monthly parts from ${from}`),
    late: (day, days) => (days > 0 ? `due ${day}, ${String(days)} ${days === 1 ? "day" : "days"} past due` : `due ${day}, not in arrears`),
    lapses: (moment) => `lapses ${moment}`,
    needs: (done, all) => `${String(done)} of ${String(all)} have approved`,
    by: (officer, role) => `${officer} (${role})`,
    termsBy: (officer) => `terms changed by ${officer}`,
  },
  "zh-CN": {
    title: "缓还申请",
    hint: "借款人在规定范围内选择的缓还或分期。须由经办人以外的人批准，并由借款人确认后才算数。台账和逾期天数不变。",
    waiting: "待处理",
    all: "全部",
    more: "更早",
    none: "没有记录。",
    state: {
      proposed: "等待审批",
      approved: "等待借款人确认",
      agreed: "已商定",
      refused: "未同意",
      declined: "借款人不接受",
      withdrawn: "其间已还或结清",
      expired: "已过期",
      booked: "已入台账计划",
      kept: "已履行",
      broken: "未履行",
    },
    asked: "申请",
    partsTitle: "分期",
    approvals: "审批",
    words: "对话",
    toBorrower: "查看借款人",
    approve: "同意",
    change: "调整",
    changeHint: "把其中尚未归还的全部金额按月均分。调整后会询问借款人是否接受。",
    partsLabel: "期数（1 为到期一次还）",
    firstLabel: "首期日",
    refuse: "不同意",
    refuseHint: "系统会委婉告知借款人这次没能同意，并说明工作人员会联系。备注只供内部查看。",
    note: "内部备注",
    consent: "担保人同意书",
    consentHint: "请在拿到签字原件后登记。只对目前这份安排有效。",
    guarantorName: "担保人",
    signedOn: "签署日期",
    cancel: "取消",
    ownLoan: "您是这笔贷款的经办人，须由他人批准。",
    moved: "台账上尚未归还的金额已和申请不同：请调整，或不同意。",
    confirmed: "借款人已确认",
    guarantor: { awaited: "等待担保人书面同意", given: "担保人已同意", not_needed: "" },
    terms: (amount, parts, from) => (parts === 1 ? `${from} 一次还 ${amount}` : `${amount} 分 ${String(parts)} 期，${from} 起按月还`),
    late: (day, days) => (days > 0 ? `原定 ${day}，已逾期 ${String(days)} 天` : `原定 ${day}，未逾期`),
    lapses: (moment) => `${moment} 过期`,
    needs: (done, all) => `已有 ${String(done)} / ${String(all)} 人同意`,
    by: (officer, role) => `${officer}（${role}）`,
    termsBy: (officer) => `由 ${officer} 调整`,
  },
};
