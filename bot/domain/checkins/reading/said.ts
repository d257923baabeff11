import { normalise } from "../../replies/normalise.ts";

/** A borrower's words in the spellings that the recognisers read; each made when it is first needed. */
export interface Said {
  readonly raw: string;
  /** Half-width, small letters, no blanks and no punctuation: what labels and commands are compared by. */
  readonly bare: string;
  /** As `bare`, of the mended spelling: traditional characters, slips. */
  readonly mended: string;
  /** The recognisers' own spelling (replies/normalise.ts). */
  readonly normal: string;
  /** It asks something. */
  readonly asks: boolean;
}

export function said(text: string): Said {
  // Longer than any answer; what stands after it is still in the message.
  const raw = text.length > longest ? text.slice(0, longest) : text;
  let [bareText, normalText, mendedText]: (string | undefined)[] = [];
  return {
    raw,
    get bare() {
      return (bareText ??= bare(raw));
    },
    get normal() {
      return (normalText ??= normalise(raw).text.trim());
    },
    get mended() {
      return (mendedText ??= bare(this.normal));
    },
    get asks() {
      return asking.test(raw);
    },
  };
}

const longest = 2_000;
const asking = /[?？]|(?:吗|么|呢)[。.!！~～]*\s*$/;

/** Most answers are plain: then nothing is folded. */
export function bare(text: string): string {
  if (simple.test(text)) return text;
  return text.normalize("NFKC").toLowerCase().replace(marks, "");
}
const simple = /^[a-z0-9\u4e00-\u9fff]*$/;
const marks = /(?:[\s\p{P}\u200b\u200c\u200e\u200f~～+=|<>^`]|\u200d|\ufe0f)+/gu;

/** What is left of a text when courtesies, particles and words of roughness are taken away; empty: it says nothing else. */
export const leftOver = (text: string): string => text.replace(fillers, "").replace(marks, "");

const fillers =
  /大概|大约|差不多|估计|应该|可能|左右|上下|目前|现在|一共|总共|每个?月|上个?月|这个?月|那就|就是|就|也就|都|是的?|有|我们?(?:家|店|这)?|我|咱们?|俺|的话|的|了|吧|啊|呀|呢|嘛|哦|哈|嗯|额|呃|嘞|啦|好的?|谢谢|您|你|大哥|老板|收入?|进账?|营业额|入账|元|块钱?|块|圆|人民币|¥|￥|\b(?:about|around|roughly|approximately|approx|maybe|probably|nearly|almost|some|or so|it's|its|it is|it was|was|is|i think|i guess|i'd say|we|i|have|had|has|got|made|make|get|earn|earned|the|a|an|of|in|on|by|at|total|last month|this month|per month|a month|each month|month|monthly|came|comes|all|just|only|so|ok|okay|well|um|uh|hi|hello|thanks|thank you|please|sir|madam|yuan|rmb|cny|dollars?|bucks|usd)\b/g;
