import { smallNumber } from "../../replies/numerals.ts";
import type { Said } from "./said.ts";

/** "刚才说错了，是三万": something said before was wrong. `to`: what it should be, "" where that is not said. */
export interface Correction {
  readonly to: string;
  /** The number of the question that was named, from 1. */
  readonly nth?: number;
  /** Could as well be the beginning of an ordinary answer ("actually fine"). */
  readonly weak: boolean;
}

export function readCorrection(of: Said): Correction | undefined {
  const text = of.normal;
  if (text.length > longest) return undefined;
  const match = strong.map((pattern) => pattern.exec(text)).find((found) => found !== null);
  if (match) return corrected(match, false);
  const maybe = weak.map((pattern) => pattern.exec(text)).find((found) => found !== null);
  return maybe ? corrected(maybe, true) : undefined;
}

const longest = 120;

function corrected(match: RegExpExecArray, weak: boolean): Correction {
  const { to = "", nth } = match.groups ?? {};
  // "刚才说错了，第一题是三万"
  const within = nth === undefined ? placed.exec(to.trim())?.groups : undefined;
  const number = smallNumber(nth ?? within?.["nth"] ?? within?.["nthEn"] ?? "");
  return { to: (within?.["to"] ?? to).trim(), weak, ...(number !== undefined && { nth: number }) };
}

const placed =
  /^(?:第\s?(?<nth>\d|[一二三四五六七八九])\s?[题个](?:问题)?[,，\s]*(?:应该|其实)?(?:是|选|改成|改为)?|(?:question|number|answer) (?<nthEn>\d)[,:\s]*(?:is|should be)?)\s*(?<to>.*)$/;
const lead = "^(?:不好意思|抱歉|对不起|哎呀?|啊|等等|不对|sorry|oh|oops|wait|no|hang on|hold on|my mistake|my bad)?[,，.。!\\s]*";
const should =
  "[,，.。!:\\s]*(?:那个|我?(?:应该|其实|实际|说)?(?:是|选|要|填|改成|改为|改)|it should be|it should have been|should be|should have been|it's|it is|it was|is|make it|i meant|i mean)?[:：\\s]*";
const strong: readonly RegExp[] = [
  new RegExp(
    `${lead}(?:我)?(?:第\\s?(?<nth>\\d|[一二三四五六七八九])\\s?[题个]|question \\d)?[,，\\s]*(?:我)?(?:刚才|刚刚|前面|上面|上一?题|上一个|之前|那题|那个)(?:那?题|那?个|的)?(?:我)?(?:说|答|写|打|选|填|发|点|回)?的?(?:错了?|不对)${should}(?<to>.*)$`,
  ),
  new RegExp(`${lead}(?:我)?(?:说|答|写|打|选|填|发|点|回|弄|搞)错了${should}(?<to>.*)$`),
  new RegExp(
    `${lead}(?:第\\s?(?<nth>\\d|[一二三四五六七八九])\\s?[题个](?:问题)?)[,，\\s]*(?:我)?(?:想)?(?:改成|改为|更正为?|改|说错了|答错了|错了|应该是|应该|其实是)${should}(?<to>.*)$`,
  ),
  new RegExp(`${lead}(?:更正|改正|纠正)(?:一下)?${should}(?<to>.*)$`),
  new RegExp(`${lead}(?:刚才|刚刚|前面|上面|上一?题|上一个|之前)(?:那?题|那?个|的)?(?:我)?(?:想)?(?:改成|改为|改一下|改|应该是|其实是)${should}(?<to>.*)$`),
  new RegExp(
    `^(?:oh |no |oops |wait )?(?:sorry,? |apologies,? )?(?:i|i've) (?:meant|mean|mistyped|misspoke|made a mistake|got (?:that|it) wrong|said (?:that|it) wrong|gave (?:you )?the wrong (?:answer|number|amount))${should}(?<to>.*)$`,
  ),
  new RegExp(`^(?:sorry,? )?(?:correction|typo|wrong (?:answer|number|amount))${should}(?<to>.*)$`),
  /^(?:please )?(?:change|correct|make) (?:my (?:last |previous )?answer|the last (?:one|answer)|the previous (?:one|answer)|(?:question|answer|number) (?<nth>\d)|that|it) (?:to )?(?<to>.*)$/,
  /^(?:question|answer) (?<nth>\d) (?:should be|should have been|is wrong,? (?:it's|it is|it should be))\s?(?<to>.*)$/,
];
const weak: readonly RegExp[] = [
  new RegExp(`^(?:不对|不是|错了)[,，.。!\\s]+(?:应该|其实)?(?:是|选)?(?<to>.+)$`),
  /^(?:no wait|wait no|actually|no,? actually|sorry)[,.!\s]+(?:it's |it is |it was |make it |i think )?(?<to>.+)$/,
];
