import type { Language } from "./language.tsx";

interface CorrectionStrings {
  readonly open: string;
  readonly title: string;
  readonly hint: string;
  readonly label: string;
  readonly save: string;
  readonly cancel: string;
  readonly corrected: (by: string) => string;
}

export const correctionStrings: Readonly<Record<Language, CorrectionStrings>> = {
  "zh-CN": {
    open: "理解错了？",
    title: "这条消息是什么意思？",
    hint: "请选出借款人的意思，最主要的放在最前面。这只作为学习的例子：机器人已经做的事不会因此改变，该处理的请另行处理。",
    label: "意思",
    save: "保存",
    cancel: "取消",
    corrected: (by) => `${by} 更正为`,
  },
  en: {
    open: "Misread?",
    title: "What did this text mean?",
    hint: "Choose what the borrower meant, the main thing first. This is an example to learn from: what the bot has done with the text does not change, so put right what needs it.",
    label: "Meaning",
    save: "Save",
    cancel: "Cancel",
    corrected: (by) => `${by} says it means`,
  },
};
