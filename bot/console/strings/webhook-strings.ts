import type { Language } from "./language.tsx";

type Name =
  | (
      | "title"
      | "hint"
      | "none"
      | "noneHint"
      | "url"
      | "events"
      | "state"
      | "waiting"
      | "dead"
      | "last"
      | "never"
      | "add"
      | "adding"
      | "urlHint"
      | "statusUpdates"
      | "cases"
    )
  | (
      | "save"
      | "cancel"
      | "secretTitle"
      | "secretHint"
      | "remove"
      | "removeTitle"
      | "removeHint"
      | "rotate"
      | "enable"
      | "deliveries"
      | "all"
      | "noDeliveries"
      | "again"
      | "replayDead"
    )
  | ("refused" | "active" | "gone" | "pending" | "delivered" | "type" | "attempts" | "outcome" | "at" | "rests");

/** The page of the lender's systems. */
export const webhookStrings: Readonly<Record<Language, Readonly<Record<Name, string>>>> = {
  en: {
    title: "Webhooks",
    hint: "Systems of yours that are told at once of status updates and cases: ids, kinds and amounts, never a name or a text. Each delivery is signed.",
    none: "No system is told yet",
    noneHint: "Add one, and it hears of every status update and case from then on.",
    url: "Address",
    events: "Told of",
    state: "State",
    waiting: "Waiting",
    dead: "Given up",
    last: "Last delivered",
    never: "never",
    add: "Add a system",
    adding: "A system that is told",
    urlHint: "https://. Internal addresses only where the operator has listed them (EGRESS_ALLOW).",
    statusUpdates: "Status updates",
    cases: "Cases",
    save: "Add",
    cancel: "Cancel",
    secretTitle: "The signing secret",
    secretHint: "It is shown only now. Put it into the receiving system, which checks every delivery with it.",
    remove: "Remove",
    removeTitle: "Tell this system nothing more?",
    removeHint: "What waits for it is not sent.",
    rotate: "New secret",
    enable: "Activate",
    deliveries: "Deliveries",
    all: "All",
    noDeliveries: "None of these.",
    again: "Again",
    replayDead: "Everything given up, again",
    refused: "This was refused: check the address (https, not internal) and that something is chosen.",
    active: "Active",
    gone: "Ended: it answered 410",
    pending: "Waiting",
    delivered: "Delivered",
    type: "What",
    attempts: "Attempts",
    outcome: "Last answer",
    at: "Happened",
    rests: "rests until",
  },
  "zh-CN": {
    title: "系统对接",
    hint: "借款人状态变化和个案会立即通知您的系统：只有编号、类别和金额，没有姓名和内容。每次通知都带签名。",
    none: "尚未接入系统",
    noneHint: "接入后，今后的每次状态变化和个案都会通知它。",
    url: "地址",
    events: "通知内容",
    state: "状态",
    waiting: "等待",
    dead: "已放弃",
    last: "上次送达",
    never: "从未",
    add: "接入系统",
    adding: "接入一个系统",
    urlHint: "须为 https://。内网地址须由运维列入 EGRESS_ALLOW。",
    statusUpdates: "状态变化",
    cases: "个案",
    save: "接入",
    cancel: "取消",
    secretTitle: "签名密钥",
    secretHint: "仅此一次显示。请填入接收系统，用于核对每次通知。",
    remove: "移除",
    removeTitle: "不再通知此系统？",
    removeHint: "等待中的通知将不再发送。",
    rotate: "更换密钥",
    enable: "重新启用",
    deliveries: "通知记录",
    all: "全部",
    noDeliveries: "没有记录。",
    again: "重发",
    replayDead: "重发所有已放弃的",
    refused: "未接受：请检查地址（https，非内网），并至少选择一项。",
    active: "启用",
    gone: "已停止：对方返回 410",
    pending: "等待",
    delivered: "已送达",
    type: "内容",
    attempts: "次数",
    outcome: "最后答复",
    at: "发生时间",
    rests: "暂停至",
  },
};
