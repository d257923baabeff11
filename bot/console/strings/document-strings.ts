import type { OfficerReason, VerifiedHow } from "../../domain/documents/document-request.ts";
import type { DocumentState } from "../../domain/documents/document-request.ts";
import type { Language } from "./language.tsx";

interface DocumentStrings {
  readonly title: string;
  readonly hint: string;
  readonly waiting: string;
  readonly all: string;
  readonly none: string;
  readonly more: string;
  readonly state: Readonly<Record<DocumentState, string>>;
  /** Shipped questionnaires' kinds; another lender's own is shown by its code. */
  readonly kind: Readonly<Record<string, string>>;
  readonly reason: Readonly<Record<OfficerReason | "declined", string>>;
  readonly how: Readonly<Record<VerifiedHow, string>>;
  readonly ask: string;
  readonly askTitle: string;
  readonly askHint: string;
  readonly kindLabel: string;
  readonly verify: string;
  readonly verifyHint: string;
  readonly howLabel: string;
  readonly refuse: string;
  readonly refuseHint: string;
  readonly reasonLabel: string;
  readonly withdraw: string;
  readonly withdrawHint: string;
  readonly chase: string;
  readonly chaseHint: string;
  readonly note: string;
  readonly cancel: string;
  readonly files: string;
  readonly noFiles: string;
  readonly loose: string;
  readonly assign: string;
  readonly save: string;
  readonly notStripped: string;
  readonly gone: string;
  readonly reusedOwn: (at: string) => string;
  readonly reusedOther: (at: string) => string;
  readonly refusedTimes: (n: number) => string;
  readonly chasedTimes: (n: number) => string;
  readonly asked: (by: string, at: string) => string;
  readonly received: (at: string) => string;
  readonly decided: (by: string, at: string) => string;
  readonly bot: string;
  readonly noneOfBorrower: string;
  readonly toBorrower: string;
  readonly size: (kilobytes: number) => string;
}

export const documentStrings: Readonly<Record<Language, DocumentStrings>> = {
  en: {
    title: "Documents",
    hint: "What borrowers were asked to show, and what they sent. Pictures are kept without the place and time that a phone writes into them; each file that you open is noted in the log.",
    waiting: "Waits for you",
    all: "All",
    none: "No documents here.",
    more: "Show more",
    state: { asked: "Asked", chased: "Asked again", received: "Received", verified: "Verified", refused: "Refused", withdrawn: "Not needed any more" },
    kind: {
      "use-of-funds": "Invoice or receipt of what was bought",
      "shop-photo": "Photo of the shop or stall",
      "project-photo": "Photo of the works",
      "site-photo": "Photo of the site",
      "damage-photo": "Photo of the damage",
      "bank-statement": "Bank statement",
      payslip: "Payslip",
      licence: "Business licence",
      contract: "Contract",
    },
    reason: {
      unreadable: "Cannot be read",
      incomplete: "Pages are missing",
      wrong_document: "Another document than asked for",
      out_of_date: "Out of date",
      does_not_match: "Does not match what we know",
      declined: "The borrower does not want to give it",
    },
    how: { on_file: "The file was checked", on_site: "Seen on site" },
    ask: "Ask for a document",
    askTitle: "Which document?",
    askHint:
      "The bot asks for it as soon as it may, and again after a week and after two more while nothing comes. The next file that the borrower sends answers it.",
    kindLabel: "Document",
    verify: "Verify",
    verifyHint: "You vouch for it with your name.",
    howLabel: "How was it checked?",
    refuse: "Refuse",
    refuseHint: "The bot tells the borrower why; they may send another. A second refusal is noted as a fact.",
    reasonLabel: "Reason",
    withdraw: "Not needed",
    withdrawHint: "The request ends; files that came stay here.",
    chase: "Ask again",
    chaseHint: "The bot asks once more as soon as it may; at most twice in all.",
    note: "Note (only colleagues read it)",
    cancel: "Cancel",
    files: "Files",
    noFiles: "Nothing has come yet.",
    loose: "Files that answer nothing yet",
    assign: "Answers:",
    save: "Save the PDF",
    notStripped: "Kept as it came: may say who made it and when",
    gone: "Deleted",
    reusedOwn: (at) => `The same file came before, on ${at}`,
    reusedOther: (at) => `Another borrower sent the same file, on ${at}`,
    refusedTimes: (n) => (n === 1 ? "Refused once" : `Refused ${String(n)} times`),
    chasedTimes: (n) => (n === 1 ? "asked again once" : `asked again ${String(n)} times`),
    asked: (by, at) => `Asked by ${by}, ${at}`,
    received: (at) => `received ${at}`,
    decided: (by, at) => `decided by ${by}, ${at}`,
    bot: "the bot",
    noneOfBorrower: "No documents were asked for.",
    toBorrower: "To the borrower",
    size: (kilobytes) => `${String(kilobytes)} KB`,
  },
  "zh-CN": {
    title: "资料",
    hint: "请借款人提供的资料和他们发来的文件。照片保存前会去掉手机写入的地点和时间；您每打开一个文件，日志里都会记一笔。",
    waiting: "等待处理",
    all: "全部",
    none: "这里还没有资料。",
    more: "显示更多",
    state: { asked: "已请求", chased: "已再次请求", received: "已收到", verified: "已核实", refused: "已退回", withdrawn: "不再需要" },
    kind: {
      "use-of-funds": "进货发票或收据",
      "shop-photo": "店铺或摊位照片",
      "project-photo": "工程照片",
      "site-photo": "现场照片",
      "damage-photo": "受灾照片",
      "bank-statement": "银行流水",
      payslip: "工资条",
      licence: "营业执照",
      contract: "合同",
    },
    reason: {
      unreadable: "看不清",
      incomplete: "缺页",
      wrong_document: "不是所要的资料",
      out_of_date: "已过期",
      does_not_match: "与已知情况不符",
      declined: "借款人不愿提供",
    },
    how: { on_file: "已查看文件", on_site: "已现场核实" },
    ask: "请求资料",
    askTitle: "需要哪种资料？",
    askHint: "机器人会在允许的时间向借款人提出；没有收到的话，一周后、再过两周会各问一次。借款人下一次发来的文件会归到这里。",
    kindLabel: "资料",
    verify: "核实通过",
    verifyHint: "以您的名义确认。",
    howLabel: "怎样核实的？",
    refuse: "退回",
    refuseHint: "机器人会告诉借款人原因，借款人可以重新发。第二次退回会作为事实记录。",
    reasonLabel: "原因",
    withdraw: "不再需要",
    withdrawHint: "请求结束；已收到的文件仍保留。",
    chase: "再次请求",
    chaseHint: "机器人会在允许的时间再问一次；总共最多两次。",
    note: "备注（仅同事可见）",
    cancel: "取消",
    files: "文件",
    noFiles: "还没有收到。",
    loose: "尚未归类的文件",
    assign: "归到：",
    save: "下载 PDF",
    notStripped: "按原样保存：可能含有作者和时间信息",
    gone: "已删除",
    reusedOwn: (at) => `同一文件之前发过：${at}`,
    reusedOther: (at) => `另一位借款人发过同一文件：${at}`,
    refusedTimes: (n) => `已退回 ${String(n)} 次`,
    chasedTimes: (n) => `再次请求 ${String(n)} 次`,
    asked: (by, at) => `${by} 于 ${at} 请求`,
    received: (at) => `${at} 收到`,
    decided: (by, at) => `${by} 于 ${at} 处理`,
    bot: "机器人",
    noneOfBorrower: "还没有请求过资料。",
    toBorrower: "查看借款人",
    size: (kilobytes) => `${String(kilobytes)} KB`,
  },
};
