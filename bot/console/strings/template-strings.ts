import type { Language } from "./language.tsx";

interface TemplateStrings {
  readonly title: string;
  readonly hint: string;
  readonly demoHint: string;
  readonly approve: string;
  readonly withdraw: string;
  readonly withdrawTitle: string;
  readonly withdrawHint: string;
  readonly cancel: string;
  readonly orElse: string;
  readonly instead: string;
  readonly ownText: string;
  readonly noWriter: string;
  readonly state: Readonly<Record<"released" | "draft" | "approved" | "withdrawn", string>>;
  readonly purpose: Readonly<Record<string, string>>;
  by(officer: string): string;
  written(officer: string): string;
  sms(segments: number, encoding: string, units: number): string;
}

export const templateStrings: Readonly<Record<Language, TemplateStrings>> = {
  en: {
    title: "Templates",
    hint: "What borrowers may read, in both languages, with sample values. A lender's own text is sent only once a second person has approved it.",
    demoHint: "What borrowers may read, in both languages, with sample values. In this demonstration nothing needs an approval; what is withdrawn is not sent.",
    approve: "Approve",
    withdraw: "Withdraw",
    withdrawTitle: "Send nothing more with this text?",
    withdrawHint: "Reminders that would be sent with it are left out, and say so on the borrower's timeline. It can be approved again.",
    cancel: "Cancel",
    orElse: "or",
    instead: "Better:",
    ownText: "You wrote it: somebody else must approve it.",
    noWriter: "It does not say who wrote it (written_by): it cannot be approved.",
    state: { released: "Came with the release", draft: "Waits for approval", approved: "Approved", withdrawn: "Withdrawn" },
    purpose: { reminder: "Reminder", response: "Answer", acknowledgement: "Acknowledgement", identity: "Right person", notice: "Notice" },
    by: (officer) => `by ${officer}`,
    written: (officer) => `written by ${officer}`,
    sms: (segments, encoding, units) => `${String(units)} characters, ${String(segments)} SMS (${encoding})`,
  },
  "zh-CN": {
    title: "话术",
    hint: "借款人可能读到的全部文字，中英文对照，填入示例内容。机构自己的文字须经第二人批准后才会发送。",
    demoHint: "借款人可能读到的全部文字，中英文对照，填入示例内容。演示环境无需批准；停用的不会发送。",
    approve: "批准",
    withdraw: "停用",
    withdrawTitle: "不再发送这段文字？",
    withdrawHint: "将用它发送的提醒会被略过，并在借款人的时间线上注明。之后可以重新批准。",
    cancel: "取消",
    orElse: "或",
    instead: "建议：",
    ownText: "这是您写的，须由他人批准。",
    noWriter: "未注明作者（written_by），无法批准。",
    state: { released: "随版本发布", draft: "等待批准", approved: "已批准", withdrawn: "已停用" },
    purpose: { reminder: "提醒", response: "答复", acknowledgement: "确认", identity: "身份确认", notice: "通知" },
    by: (officer) => `（${officer}）`,
    written: (officer) => `作者：${officer}`,
    sms: (segments, encoding, units) => `${String(units)} 字符，短信 ${String(segments)} 条（${encoding}）`,
  },
};
