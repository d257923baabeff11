/**
 * Stopping must work whatever else is said. Single words count only as the whole message (FCC 47 CFR 64.1200(a)(10):
 * stop, quit, end, revoke, opt out, cancel, unsubscribe; mainland SMS: 退订, TD, T, R, N), since "can't stop working"
 * and T恤店 are not opt-outs; sentences that ask for silence count anywhere.
 */
import type { Asked } from "./reply.ts";
import { gramsOf } from "./grams.ts";
import { clauseOf, hitsIn, rulebook, type Clause, type Hit, type Rule } from "./rule.ts";

export function optOutHits(text: string, clauses: readonly Clause[], asked: Asked | undefined): Hit[] {
  // Longer texts are sentences; the limit also keeps the trimming linear.
  const bare = text.length > 60 ? "" : text.replace(/[\s"'.,，。!?~()【】[\]*#_-]/g, "").replace(courtesy, "");
  const plainest = bare.replace(/(.)\1+/g, "$1");
  const isAnswer = (bare === "n" || bare === "r") && asked !== undefined;
  if ((words.test(bare) || slips.test(plainest)) && !isAnswer) {
    return [{ intent: "opt_out", rule: "whole message is an opt-out word", start: 0, end: text.length, weak: false }];
  }
  // 不！要！再！发！: shouted one by one it is still a sentence.
  const spoken = text.length <= 200 && shouting.test(text) ? text.replace(/[!.。~\s-]/g, "") : undefined;
  const shouted: Clause[] = spoken === undefined ? [] : [clauseOf(spoken, 0, gramsOf(spoken))];
  return [...clauses, ...shouted].flatMap((clause) => hitsIn(clause, book));
}

const courtesy = /^(?:please|pls|请|麻烦|我要|我想|回复|回)+|(?:please|pls|thanks|thankyou|谢谢|了|吧|啊|now)+$/g;
const words =
  /^(?:stop|stopall|stopp|quit|end|revoke|optout|optmeout|cancel|remove|arret|unsubscribe|unsub|退订|退定|t?d?退订|td|t|r|n|qx|拒收|停止|停发|取消|取消订阅|别再?发|不要再?发|勿发|别再?催了?|不要再?催了?|别找我了?|nomore|enough|免了|别再发短信|屏蔽)$/;
const shouting = /(?:[\u4e00-\u9fff][!.。~\s-]{1,3}){3}/;
/** The same words as thumbs type them (doubled letters are one by then), and homophones of a Chinese keyboard. */
const slips =
  /^(?:(?:pls|please)?(?:s[t7]+[o0]p[\d*#]*|sotp|stpo|stp|unsub\w{0,10}|unsu[bs]c\w{2,8}|optou?t|remove(?:me)?|(?:karo|yaar|lah|liao|na|po|it|now|this|bro|sir|al|the|mesage|texts?|sms)*stop(?:karo|yaar|lah|liao|na|po|it|now|this|bro|sir|al|man|abeg|jor|pls|please|mesages?|texts?|sms)*)|[退推腿][丁钉订定盯叮]|取关|取消关注|不(?:要|用|许|准)再?(?:发|来|烦|吵)|别(?:再)?(?:发|来|烦|吵))$/;
/** A borrower may forbid one address (debt rules do) and still want the reminders. */
const elsewhere =
  /公司|单位|同事|老板|领导|家人|爸|妈|亲戚|朋友|通讯录|先生|太太|老婆|老公|workplace|at work|opisina|boss wangu|(?:office|boss|work) number|my (?:work|office|job|boss|employer|family|wife|husband|parents)|(?:don't|dont|do not|never) stop/;
/** The word as a part of speech about something else: a refused parcel, a shop's name, a suspicion of the word itself. */
const spokenOf =
  /没有?退订|不是退订|T恤|(?:退订|拒收|拒收了)的(?:快递|包裹|货|件|短信|信息)|(?:退订|回t).{0,8}(?:诈骗|骗子|假的)|(?:店名|名字|叫做?|写着)[^，。]{0,3}["'「『]/;

const rule = (name: string, pattern: RegExp, unless: RegExp = elsewhere): Rule => ({ intent: "opt_out", name, pattern, unless });

/** Another hour, channel or receiver is asked for: the reminders themselves are wanted. */
export const redirected = new RegExp(
  `${elsewhere.source}|${spokenOf.source}|(?:上午|早上|中午|下午|晚上|夜里|半夜|凌晨|睡觉|上班|开会|这个?时间|\\d点).{0,6}(?:发|打|联系|吵)|(?:发|打|联系)(?:给)?我(?:就|即)(?:好|可以|行)|发票|发货|发愁|\\b(?:after|before|until|between) \\d|(?:rather|instead)\\b`,
);
/** "STOP, I already paid": the few words that mean nothing else may also stand as a clause of their own. */
const alone = rule("opt-out word by itself", /^\s?(?:stop|stopall|unsubscribe|opt out|退订|拒收|td)\s?[,，.。!;]*$/);
const sentences: readonly Rule[] = [
  rule(
    "退订/拒收",
    /退订|退定|拒收|取消(?:订阅|订閱|短信|提醒|通知|推送)|(?:把|将).{0,8}(?:删掉|拉黑|移除)|删(?:除|掉|了)我的?(?:号|电话|手机|联系方式)/,
    spokenOf,
  ),
  rule(
    "别发/别联系",
    /(?:不收(?:了|你们)|取关)$|(?:别|不要|甭|勿|莫|唔好|不许|不准|不用|别他妈)(?:再|在|总|老|一直|天天|继续)*(?:给我|同我|跟我|向我|对我)?(?:乱|来)?(?:发(?!愁|火|脾气|工资)|联系(?:我|了|$)|打扰|骚扰|传(?!播)|烦我|推送|发送|提醒我?|往(?:这|我|此)(?:里|边|个号|儿)?(?:再)?(?:发|打))/,
    redirected,
  ),
  rule("不要再打/找", /(?:别|不要|勿|不许)(?:再|总|老|一直|天天|继续).{0,4}(?:打(?!工|官司)|找我|来信|来电)|别(?:打|找)我?了/),
  rule(
    "停止发送",
    /(?:停止|停下|终止|停)(?:给我)?(?:发送?|传|打扰|骚扰|联系|推送|短信|信息|讯息|提醒|服务通知)|(?:以后|今后|往后)?(?:的)?(?:提醒|短信|信息|消息)(?:都|就)?(?:免了|不用了|不要了|停了吧|停掉)|(?:不想|不愿意?|不希望)(?:再)?(?:收到|接到|看到)(?:你们|这)|(?:拉黑|屏蔽)(?:你|了)/,
  ),
  rule(
    "stop messaging",
    /\bstop (?:\w+ ){0,2}(?:text|messag|call|contact|send|spam|bother|harass|remind|email|notif|bug)\w*|\bstop (?:these|this|the|all|your) (?:\w+ )?(?:text|message|sms|reminder|call|spam|notification)s?/,
  ),
  rule(
    "do not contact",
    /\b(?:do not|don't|dont|never|no more|quit|cease)(?: ever| you)? (?:contact|text|messag|call|send|email|writ|spam|bother|remind)\w*(?: (?:me|us|this|here|again|any)|$|[.!])|no more (?:texts|messages|reminders|calls|sms)/,
    new RegExp(
      `${elsewhere.source}|\\b(?:after|before|at|until|between) \\d|\\b(?:email|call|whatsapp) (?:me )?(?:rather|instead)|rather than|at night|during work`,
    ),
  ),
  rule(
    "no more messages, in other tongues",
    /\b(?:no|dun|dont|don't|abeg no) (?:dey |ever |want (?:to )?see |de )?(?:send|text|message|call|disturb|una message)(?:ing)? ?(?:me|una|this|my)?\b.{0,20}\b(?:again|any ?more|text|message|liao|o)\b|\bno want (?:to )?see (?:una|your) (?:message|text)|\b(?:wacheni|acheni|acha|msini\w*|usini\w*)\b.{0,16}\b(?:kunitumia|kutuma|meseji|message|sms|hizi)\b|\b(?:toeni|ondoeni|futeni)\b.{0,14}\b(?:number|namba|jina)\b|\b(?:message|msg|sms)\b.{0,20}\b(?:mat (?:karo|bhejo)|band (?:karo|kar))\b|\b(?:mat|band) (?:karo|bhejo)\b.{0,12}\b(?:message|msg|sms)\b|\b(?:tigilan|itigil|huwag|wag)\b.{0,14}\b(?:mag-?text|pag-?text|mag-?message|magpadala|text|message)\b/,
    /opisina|office|boss|isi pe|dito na lang|na lang po dito|interest/,
  ),
  rule(
    "remove me",
    /\b(?:take|taken|taking|get|struck?|scrub) (?:me )?(?:off|from)(?: of)? (?:\w+ ){0,3}list\b|\bnot (?:to )?be (?:contacted|texted|messaged|called)\b|\bcease (?:all |any |and desist|further )?(?:communication|contact|texts|messages)?|\btake me off\b|\b(?:remove|delete|erase) (?:me|my (?:phone )?(?:number|contact|data|details))\b|\bunsubscribe\b|\bopt(?: |-)?(?:me )?out\b|leave me alone|lose my number|revoke (?:my )?consent/,
  ),
];
const book = rulebook([alone, ...sentences]);
