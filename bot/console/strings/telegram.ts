/** The console's words for links into Telegram. */
export interface TelegramStrings {
  readonly makeLink: string;
  readonly linkMade: string;
  readonly linkHint: string;
}

export const telegramEn: TelegramStrings = {
  makeLink: "Make a Telegram link",
  linkMade: "Telegram link",
  linkHint: "Give it to this borrower only: whoever opens it first is bound to them, once. It is shown once.",
};

export const telegramZh: TelegramStrings = {
  makeLink: "生成 Telegram 链接",
  linkMade: "Telegram 链接",
  linkHint: "只交给这位借款人：第一个打开链接的人会与其绑定，仅限一次。链接只显示这一次。",
};
