import type { NoticeKind } from "../../domain/notices/notice.ts";

/** What we tell of our own accord, by the touch's kind. */
export interface NoticeStrings {
  readonly kind: Readonly<Record<NoticeKind | "reminder", string>>;
  notice(kind: string, decision: string): string;
}

export const noticesEn: NoticeStrings = {
  kind: {
    reminder: "Reminder",
    welcome: "Welcome",
    receipt: "Receipt",
    promise_day: "Note on the promised day",
    arrangement_approved: "Application approved",
    arrangement_changed: "Application changed",
    arrangement_refused: "Application refused",
    checkin: "Check-in",
    checkin_nudge: "Check-in, once more",
    document_asked: "Document asked for",
    document_chased: "Document asked for again",
    document_refused: "Document sent back",
  },
  notice: (kind, decision) => `${kind}: ${decision}`,
};

export const noticesZhCn: NoticeStrings = {
  kind: {
    reminder: "提醒",
    welcome: "放款欢迎",
    receipt: "入账回执",
    promise_day: "约定日提醒",
    arrangement_approved: "申请已同意",
    arrangement_changed: "申请有调整",
    arrangement_refused: "申请未同意",
    checkin: "回访",
    checkin_nudge: "回访（再问一次）",
    document_asked: "请提供材料",
    document_chased: "再次请提供材料",
    document_refused: "材料退回",
  },
  notice: (kind, decision) => `${kind}：${decision}`,
};
