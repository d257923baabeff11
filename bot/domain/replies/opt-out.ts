/**
 * Stopping must work whatever else is said. Single words count only as the whole message (FCC 47 CFR 64.1200(a)(10):
 * stop, quit, end, revoke, opt out, cancel, unsubscribe; mainland SMS: 退订, TD, T, R, N), since "can't stop working"
 * and T恤店 are not opt-outs; sentences that ask for silence count anywhere.
 */
import type { Asked } from "./reply.ts";
import { hitsIn, type Clause, type Hit, type Rule } from "./rule.ts";

export function optOutHits(text: string, clauses: readonly Clause[], asked: Asked | undefined): Hit[] {
  // Longer texts are sentences; the limit also keeps the trimming linear.
  const bare = text.length > 60 ? "" : text.replace(/[\s"'.,，。!?~()【】[\]*#_-]/g, "").replace(courtesy, "");
  const isAnswer = (bare === "n" || bare === "r") && asked !== undefined;
  if (words.test(bare) && !isAnswer) {
    return [{ intent: "opt_out", rule: "whole message is an opt-out word", start: 0, end: text.length, weak: false }];
  }
  return clauses.flatMap((clause) => hitsIn(clause, [alone, ...sentences]));
}

const courtesy = /^(?:please|pls|请|麻烦|我要|我想|回复|回)+|(?:please|pls|thanks|thankyou|谢谢|了|吧|啊|now)+$/g;
const words =
  /^(?:stop|stopall|stopp|quit|end|revoke|optout|optmeout|cancel|unsubscribe|unsub|退订|退定|t?d?退订|td|t|r|n|qx|拒收|停止|停发|取消|取消订阅|别再?发|不要再?发|勿发|别再?催了?|不要再?催了?|别找我了?|别再发短信|屏蔽)$/;
/** A borrower may forbid one address (debt rules do) and still want the reminders. */
const elsewhere = /公司|单位|同事|老板|领导|家人|爸|妈|亲戚|朋友|通讯录|workplace|at work|my (?:work|office|job|boss|employer|family|wife|husband|parents)/;
const rule = (name: string, pattern: RegExp, unless: RegExp = elsewhere): Rule => ({ intent: "opt_out", name, pattern, unless });

/** "STOP, I already paid": the few words that mean nothing else may also stand as a clause of their own. */
const alone = rule("opt-out word by itself", /^\s?(?:stop|stopall|unsubscribe|opt out|退订|拒收|td)\s?[,，.。!;]*$/);
const sentences: readonly Rule[] = [
  rule(
    "退订/拒收",
    /退订|退定|拒收|取消(?:订阅|订閱|短信|提醒|通知|推送)|(?:把|将).{0,8}(?:删掉|拉黑|移除)|删(?:除|掉|了)我的?(?:号|电话|手机|联系方式)/,
    /没有?退订|T恤/,
  ),
  rule(
    "别发/别联系",
    /(?:别|不要|甭|勿|莫|唔好|不许|不准|不用|别他妈)(?:再|在|总|老|一直|天天|继续)*(?:给我|同我|跟我|向我|对我)?(?:乱|来)?(?:发(?!愁|火|脾气|工资)|联系(?:我|了|$)|打扰|骚扰|传(?!播)|烦我|推送|发送|提醒我?)/,
  ),
  rule("不要再打/找", /(?:别|不要|勿|不许)(?:再|总|老|一直|天天|继续).{0,4}(?:打(?!工|官司)|找我|来信|来电)|别(?:打|找)我?了/),
  rule(
    "停止发送",
    /(?:停止|停下|终止|停)(?:给我)?(?:发送?|传|打扰|骚扰|联系|推送|短信|信息|讯息|提醒|服务通知)|(?:不想|不愿意?|不希望)(?:再)?(?:收到|接到|看到)(?:你们|这)|(?:拉黑|屏蔽)(?:你|了)/,
  ),
  rule(
    "stop messaging",
    /\bstop (?:\w+ ){0,2}(?:text|messag|call|contact|send|spam|bother|harass|remind|email|notif|bug)\w*|\bstop (?:these|this|the|all|your) (?:\w+ )?(?:text|message|sms|reminder|call|spam|notification)s?/,
  ),
  rule(
    "do not contact",
    /\b(?:do not|don't|dont|never|no more|quit|cease)(?: ever| you)? (?:contact|text|messag|call|send|email|writ|spam|bother|remind)\w*(?: (?:me|us|this|here|again|any)|$|[.!])|no more (?:texts|messages|reminders|calls|sms)/,
  ),
  rule(
    "remove me",
    /\btake me off\b|\b(?:remove|delete|erase) (?:me|my (?:phone )?(?:number|contact|data|details))\b|\bunsubscribe\b|\bopt(?: |-)?(?:me )?out\b|leave me alone|lose my number|revoke (?:my )?consent/,
  ),
];
