import type { LogItem } from "../api/client.ts";

type Words<Key extends string> = Readonly<Record<Key, string>>;

/** Strings of the message log's pages. */
export interface LogStrings {
  readonly words: Words<
    | "title"
    | "hint"
    | "borrower"
    | "borrowerHint"
    | "phone"
    | "find"
    | "nobodyHasIt"
    | "officer"
    | "branch"
    | "channel"
    | "from"
    | "to"
    | "direction"
    | "in"
    | "out"
    | "outcome"
    | "rule"
    | "template"
    | "clear"
    | "csv"
    | "jsonl"
    | "exportHint"
    | "empty"
    | "nothingFound"
    | "notWritten"
    | "thread"
    | "print"
    | "loadAll"
    | "older"
    | "understood"
    | "because"
    | "policy"
    | "version"
    | "delivered"
    | "read"
    | "sent"
    | "looked"
    | "allowed"
    | "gate"
    | "times"
    | "erasedEntry"
    | "error"
  >;
  readonly outcomes: Words<LogItem["outcome"]>;
  readonly pages: Readonly<Record<string, string>>;
  readonly events: Readonly<Record<string, string>>;
  daysOf(zone: string): string;
  total(n: number, more: boolean): string;
  until(at: string): string;
  lookedAt(viewer: string, page: string): string;
  printed(lender: string, at: string): string;
  notAll(n: number): string;
}

export const logEn: LogStrings = {
  words: {
    title: "Messages",
    hint: "Everything that was said, and what was not, with the reason. Reading it is logged.",
    borrower: "Borrower number",
    borrowerHint: "Several with a comma",
    phone: "Phone",
    find: "Find",
    nobodyHasIt: "Nobody has or had this number.",
    officer: "Officer",
    branch: "Branch",
    channel: "Channel",
    from: "From",
    to: "To",
    direction: "Direction",
    in: "From borrowers",
    out: "From us",
    outcome: "What became of it",
    rule: "Reason",
    template: "Template",
    clear: "Clear the filter",
    csv: "Export CSV",
    jsonl: "JSON lines",
    exportHint: "The export is logged. A file without its last line (#end) is not whole.",
    empty: "Nothing has been said yet.",
    nothingFound: "Nothing matches this filter.",
    notWritten: "Held back before it was written",
    thread: "Everything with this borrower",
    print: "Print",
    loadAll: "Load all, then print",
    older: "Show older",
    understood: "Understood as",
    because: "because",
    policy: "policy",
    version: "version",
    delivered: "delivered",
    read: "read",
    sent: "sent",
    looked: "looked",
    allowed: "Allowed",
    gate: "Gate",
    times: "Times are the borrower's own",
    erasedEntry: "erased",
    error: "provider's code",
  },
  outcomes: { received: "Received", sent: "Sent", deferred: "Deferred", suppressed: "Not sent", failed: "Failed", unknown: "Unknown", under_way: "Under way" },
  pages: {
    borrower: "borrower page",
    conversation: "conversation",
    escalation: "case",
    escalations: "list of cases",
    borrowers: "list of borrowers",
    today: "today",
    messages: "message log",
    thread: "message log, this page",
  },
  events: {
    "preference.set": "Wish noted",
    "hold.set": "Hold set",
    "hold.lifted": "Hold lifted",
    "promise.recorded": "Promise recorded",
    "promise.kept": "Promise kept",
    "promise.partly_kept": "Promise partly kept",
    "promise.broken": "Promise broken",
    "escalation.opened": "Case opened",
    "escalation.joined": "Case joined",
    "escalation.alerted": "Alert",
    "escalation.acknowledged": "Case taken",
    "escalation.waiting": "Case waits for the borrower",
    "escalation.resolved": "Case resolved",
    "message.not_sent": "Not sent: will be tried again",
    "message.failed": "Failed",
    "message.unknown": "Outcome unknown",
    "message.withdrawn": "Withdrawn before the call",
    "message.outcome_decided": "Outcome decided by a person",
    "chat_link.made": "Chat link made",
    "links.revoked": "Links revoked",
    "borrower.changed": "Borrower changed by the lender's file",
    "log.export_begun": "Export begun",
    "log.exported": "Exported",
    "log.export_broken": "Export broke off",
  },
  daysOf: (zone) => `Days of ${zone}`,
  total: (n, more) => `${n.toLocaleString("en")}${more ? " and more" : ""} ${n === 1 ? "row" : "rows"}`,
  until: (at) => `looked at again ${at}`,
  lookedAt: (viewer, page) => `${viewer} looked (${page})`,
  printed: (lender, at) => `${lender} · message log · ${at}`,
  notAll: (n) => `Only the newest ${String(n)} entries are shown.`,
};

export const logZhCn: LogStrings = {
  words: {
    title: "消息记录",
    hint: "说过的每一句话、没有发出的每一条，以及原因。查阅本身也会留痕。",
    borrower: "借款人编号",
    borrowerHint: "多个用逗号分隔",
    phone: "电话",
    find: "查找",
    nobodyHasIt: "没有人使用或曾使用此号码。",
    officer: "客户经理",
    branch: "网点",
    channel: "渠道",
    from: "从",
    to: "至",
    direction: "方向",
    in: "借款人发来",
    out: "我方发出",
    outcome: "结果",
    rule: "原因",
    template: "模板",
    clear: "清除筛选",
    csv: "导出 CSV",
    jsonl: "JSON 行",
    exportHint: "导出会留痕。缺少最后一行（#end）的文件不完整。",
    empty: "还没有任何消息。",
    nothingFound: "没有符合筛选条件的记录。",
    notWritten: "生成文字之前已被拦下",
    thread: "与此借款人的全部往来",
    print: "打印",
    loadAll: "全部载入并打印",
    older: "更早的",
    understood: "理解为",
    because: "依据",
    policy: "规则版本",
    version: "版本",
    delivered: "送达",
    read: "已读",
    sent: "发出",
    looked: "查阅",
    allowed: "允许发送",
    gate: "发送判断",
    times: "时间均为借款人当地时间",
    erasedEntry: "已删除",
    error: "渠道返回码",
  },
  outcomes: { received: "收到", sent: "已发送", deferred: "推迟", suppressed: "不发送", failed: "失败", unknown: "结果未知", under_way: "发送中" },
  pages: {
    borrower: "借款人页面",
    conversation: "对话",
    escalation: "个案",
    escalations: "个案列表",
    borrowers: "借款人列表",
    today: "今日",
    messages: "消息记录",
    thread: "消息记录（本页）",
  },
  events: {
    "preference.set": "记下借款人的要求",
    "hold.set": "设置暂停联系",
    "hold.lifted": "解除暂停联系",
    "promise.recorded": "记录承诺",
    "promise.kept": "承诺已兑现",
    "promise.partly_kept": "承诺部分兑现",
    "promise.broken": "承诺未兑现",
    "escalation.opened": "开立个案",
    "escalation.joined": "并入个案",
    "escalation.alerted": "已通知",
    "escalation.acknowledged": "个案已接手",
    "escalation.waiting": "个案等待借款人",
    "escalation.resolved": "个案已结",
    "message.not_sent": "未发出，将再试",
    "message.failed": "发送失败",
    "message.unknown": "结果未知",
    "message.withdrawn": "发出前撤回",
    "message.outcome_decided": "由人工确认结果",
    "chat_link.made": "生成聊天链接",
    "links.revoked": "链接已作废",
    "borrower.changed": "机构文件更改了借款人资料",
    "log.export_begun": "开始导出",
    "log.exported": "已导出",
    "log.export_broken": "导出中断",
  },
  daysOf: (zone) => `按 ${zone} 的日期`,
  total: (n, more) => `${more ? "超过 " : ""}${n.toLocaleString("zh-CN")} 条`,
  until: (at) => `${at} 再判断`,
  lookedAt: (viewer, page) => `${viewer} 查阅了（${page}）`,
  printed: (lender, at) => `${lender} · 消息记录 · ${at}`,
  notAll: (n) => `仅显示最新的 ${String(n)} 条。`,
};
