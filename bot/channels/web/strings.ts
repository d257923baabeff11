import type { FileRefusal } from "../../app/ports.ts";

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
  /** The button that sends a picture or a PDF. */
  readonly attach: string;
  /** How one that was sent is shown. */
  readonly photo: string;
  readonly file: string;
  readonly fileSending: string;
  readonly fileNotSent: string;
  /** Why one was not taken, by what the server says. */
  readonly fileRefused: Readonly<Record<FileRefusal, string>>;
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
  attach: "发照片或文件",
  photo: "📷 照片",
  file: "📄 文件",
  fileSending: "正在发送照片…",
  fileNotSent: "照片没有发出去，请检查网络后再试一次。",
  fileRefused: {
    too_large: "这个文件太大了（最多 12 MB）。请拍一张照片发来。",
    kind: "这种文件收不了。请发照片（JPG、PNG）或 PDF。",
    heic: "这种格式（HEIC）收不了。请截个图，或用相机重新拍一张 JPG 照片发来。",
    unreadable: "这张照片打不开，可能没有传完整。请再发一次。",
    too_many: "今天发的文件够多了，请明天再发，或点“找人工”。",
  },
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
  attach: "Send a photo or file",
  photo: "📷 Photo",
  file: "📄 File",
  fileSending: "Sending the photo…",
  fileNotSent: "The photo was not sent. Please check the connection and try once more.",
  fileRefused: {
    too_large: "This file is too large (12 MB at most). Please send a photo instead.",
    kind: "This kind of file cannot be received. Please send a photo (JPG, PNG) or a PDF.",
    heic: "This format (HEIC) cannot be received. Please send a screenshot of it, or take a new photo as JPG.",
    unreadable: "This photo cannot be opened; perhaps it did not arrive whole. Please send it again.",
    too_many: "That is enough files for today. Please send more tomorrow, or press “Get a person”.",
  },
};

export const bothLanguages: readonly PageStrings[] = [zh, en];

/** English for every locale that is not Chinese. */
export const stringsFor = (locale: string): PageStrings => (/^zh\b/i.test(locale) ? zh : en);
