import type { Language } from "./language.tsx";

/** What became of an alert; "shown" (on the console alone) needs no word. */
export const alertStates: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    shown: "",
    nobody: "nobody found",
    pending: "waiting to be sent",
    sent: "sent",
    unknown: "may not have arrived",
    failed: "not sent",
    not_needed: "no longer needed",
  },
  "zh-CN": { shown: "", nobody: "无人可通知", pending: "等待发送", sent: "已发送", unknown: "可能未送达", failed: "未能发送", not_needed: "已无需发送" },
};

export const alertChannels: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { console: "", email: "e-mail", webhook: "webhook" },
  "zh-CN": { console: "", email: "邮件", webhook: "系统通知" },
};
