/** Everything that the borrower's page itself says; what we write to borrowers is a template. */
export interface PageStrings {
  readonly language: string;
  readonly title: string;
  /** Beside the button that calls a person: a borrower always knows what is on the line. */
  readonly about: string;
  readonly person: string;
  /** The text that the button above sends. */
  readonly personText: string;
  readonly optOut: string;
  readonly write: string;
  readonly send: string;
  readonly sending: string;
  readonly sent: string;
  readonly waiting: string;
  readonly refused: string;
  readonly offline: string;
  readonly expired: string;
  readonly empty: string;
  readonly noScript: string;
}

const zh: PageStrings = {
  language: "zh-CN",
  title: "在线沟通",
  about: "我是自动助手，不是真人。",
  person: "找人工",
  personText: "找人工",
  optOut: "不想再收到消息，回复“退订”。我们绝不会索要验证码或密码。",
  write: "在这里输入",
  send: "发送",
  sending: "发送中…",
  sent: "已发送",
  waiting: "待联网后自动重发",
  refused: "这条没有发出去，请修改后再发",
  offline: "网络不通。您写的内容已保存在本机，联网后自动发送。",
  expired: "这个链接已失效，请联系您的客户经理获取新链接。",
  empty: "还没有消息。",
  noScript: "请在浏览器中启用 JavaScript 后再打开本页。",
};

const en: PageStrings = {
  language: "en",
  title: "Your chat",
  about: "This is an automated assistant, not a person.",
  person: "Get a person",
  personText: "I want to talk to a person",
  optOut: "To stop these messages, reply STOP. We never ask for codes or passwords.",
  write: "Write here",
  send: "Send",
  sending: "Sending…",
  sent: "Sent",
  waiting: "Not sent yet, will be sent when you are online",
  refused: "This was not sent. Please change it and try again",
  offline: "No connection. What you wrote is kept on this phone and will be sent later.",
  expired: "This link is no longer valid. Please ask your lender for a new one.",
  empty: "No messages yet.",
  noScript: "Please turn on JavaScript in your browser to use this page.",
};

export const bothLanguages: readonly PageStrings[] = [zh, en];

/** English for every locale that is not Chinese. */
export const stringsFor = (locale: string): PageStrings => (/^zh\b/i.test(locale) ? zh : en);
