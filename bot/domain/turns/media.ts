/** What a borrower may send besides words; the bot cannot read any of it yet. */
export const mediaKinds = ["photo", "video", "document", "voice", "location", "contact", "sticker", "other"] as const;
export type Media = (typeof mediaKinds)[number];
