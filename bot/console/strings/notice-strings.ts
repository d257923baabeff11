/** What we tell of our own accord, by the touch's kind. */
export interface NoticeStrings {
  readonly kind: Readonly<Record<"reminder" | "welcome" | "receipt" | "promise_day", string>>;
  notice(kind: string, decision: string): string;
}

export const noticesEn: NoticeStrings = {
  kind: { reminder: "Reminder", welcome: "Welcome", receipt: "Receipt", promise_day: "Note on the promised day" },
  notice: (kind, decision) => `${kind}: ${decision}`,
};

export const noticesZhCn: NoticeStrings = {
  kind: { reminder: "提醒", welcome: "放款欢迎", receipt: "入账回执", promise_day: "约定日提醒" },
  notice: (kind, decision) => `${kind}：${decision}`,
};
