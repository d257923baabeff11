import type { Day } from "../../domain/calendar.ts";
import type { Reason } from "../../domain/policy/gate.ts";
import type { About, Why } from "../../domain/reminders/why.ts";
import { word, type Strings } from "./strings.ts";

/** What the forecast adds (app/forecast/why-day.ts), as the console may know it. */
type Ahead =
  | { readonly kind: "will_send"; readonly time: string; readonly channel: string; readonly about: readonly About[]; readonly plannedOn: Day }
  | { readonly kind: "will_move"; readonly about: readonly About[]; readonly to: Day; readonly reasons: readonly Reason[] }
  | { readonly kind: "will_not"; readonly about: readonly About[]; readonly reasons: readonly Reason[] };

/** Over the wire a day is any text, and what is absent may be undefined. */
type Wire<T> = T extends Day
  ? string
  : T extends Reason
    ? { readonly rule: Reason["rule"]; readonly detail?: string | undefined }
    : T extends readonly (infer E)[]
      ? readonly Wire<E>[]
      : T extends object
        ? { readonly [K in keyof T]: Wire<T[K]> }
        : T;

/** One sentence that says why somebody was written to on that day, or was not. `t` decides the language. */
export function whySentence(why: Wire<Why | Ahead>, on: string, language: "en" | "zh-CN", t: Strings): string {
  const say = language === "en" ? english : chinese;
  const about = (of: readonly About[]): string =>
    of.map((one) => say.about(one, one.stage === null ? word(say.kinds, one.kind) : t.stage(one.stage))).join(say.and);
  const because = (reasons: readonly Wire<Reason>[]): string =>
    reasons
      .map(({ rule, detail }) => t.gateRule[rule] + (detail === undefined ? "" : say.detail(rule === "hold" ? word(t.holdReason, detail) : detail)))
      .join(say.and);
  switch (why.kind) {
    case "sent":
      return say.sent(on, why.time, word(t.channel, why.channel), about(why.about), why.plannedOn < on ? why.plannedOn : undefined, why.unknown);
    case "failed":
      return say.failed(on, why.time, word(t.channel, why.channel), about(why.about));
    case "suppressed":
      return say.suppressed(on, about(why.about), because(why.reasons));
    case "moved":
      return say.moved(on, about(why.about), why.to);
    case "waits":
      return say.waits(on, about(why.about), because(why.reasons));
    case "will_send":
      return say.willSend(on, why.time, word(t.channel, why.channel), about(why.about), why.plannedOn === on ? undefined : why.plannedOn);
    case "will_move":
      return say.willMove(on, about(why.about), why.to, because(why.reasons));
    case "will_not":
      return say.willNot(on, about(why.about), because(why.reasons));
    case "nothing_planned":
      return say.nothing(on, say.because[why.because], why.answers);
  }
}

const english = {
  and: "; ",
  detail: (detail: string) => ` (${detail})`,
  kinds: {
    welcome: "the welcome",
    receipt: "a receipt",
    promise_day: "the note on a promised day",
    arrangement_approved: "the answer to an application",
    arrangement_changed: "the answer to an application",
    arrangement_refused: "the answer to an application",
    document_asked: "a document that is asked for",
    document_chased: "a document that is asked for",
    document_refused: "a document that was sent back",
  },
  about: ({ loan, instalmentNo }: About, what: string) => `${loan}${instalmentNo === null ? "" : ` no. ${String(instalmentNo)}`}, ${what}`,
  sent: (on: string, time: string, channel: string, about: string, from: string | undefined, unknown: boolean) =>
    `On ${on} at ${time} a text went out by ${channel} (${about})${from ? `, planned for ${from} and not allowed before` : ", as planned"}${unknown ? "; whether it arrived is not known" : ""}.`,
  failed: (on: string, time: string, channel: string, about: string) => `On ${on} at ${time} a text by ${channel} could not be delivered (${about}).`,
  suppressed: (on: string, about: string, why: string) => `Nothing went out on ${on}: what was planned (${about}) is not said, because: ${why}.`,
  moved: (on: string, about: string, to: string) => `Nothing went out on ${on}: what was planned for it (${about}) was said on ${to}.`,
  waits: (on: string, about: string, why: string) =>
    `Nothing has gone out for ${on} yet: ${about} waits${why === "" ? " for its minute" : `, because: ${why}`}.`,
  willSend: (on: string, time: string, channel: string, about: string, from: string | undefined) =>
    `On ${on} at ${time} a text is to go out by ${channel} (${about})${from ? `, planned for ${from}` : ""}, if nothing is paid and nothing changes before.`,
  willMove: (on: string, about: string, to: string, why: string) =>
    `Nothing is to go out on ${on}: what is planned for it (${about}) is to be said on ${to}${why === "" ? "" : `, because: ${why}`}.`,
  willNot: (on: string, about: string, why: string) => `Nothing is to go out on ${on}: what is planned (${about}) will not be said, because: ${why}.`,
  nothing: (on: string, why: string, answers: number) =>
    `No reminder on ${on}: ${why}${answers > 0 ? `; ${String(answers)} of our texts that day answered what the borrower wrote` : ""}.`,
  because: {
    no_open_loan: "no loan is open",
    before_go_live: "it was before go-live",
    not_planned_yet: "that day is not planned yet (see the forecast)",
    no_stage: "no open instalment had a reminder on that day",
  },
};

const chinese: typeof english = {
  and: "；",
  detail: (detail) => `（${detail}）`,
  kinds: {
    welcome: "放款后的问候",
    receipt: "入账通知",
    promise_day: "约定日当天的提醒",
    arrangement_approved: "申请的答复",
    arrangement_changed: "申请的答复",
    arrangement_refused: "申请的答复",
    document_asked: "请提供资料",
    document_chased: "请提供资料",
    document_refused: "资料退回",
  },
  about: ({ loan, instalmentNo }, what) => `${loan}${instalmentNo === null ? "" : ` 第 ${String(instalmentNo)} 期`}，${what}`,
  sent: (on, time, channel, about, from, unknown) =>
    `${on} ${time} 通过${channel}发出了一条消息（${about}）${from ? `，原定 ${from}，当时不允许发送` : "，按计划发送"}${unknown ? "；是否送达不明" : ""}。`,
  failed: (on, time, channel, about) => `${on} ${time} 通过${channel}发送的消息没有送达（${about}）。`,
  suppressed: (on, about, why) => `${on} 没有发送：原定的（${about}）不发，原因：${why}。`,
  moved: (on, about, to) => `${on} 没有发送：原定当天的（${about}）在 ${to} 发出。`,
  waits: (on, about, why) => `${on} 的还没有发送：${about} 正在等待${why === "" ? "发送时间" : `，原因：${why}`}。`,
  willSend: (on, time, channel, about, from) =>
    `预计 ${on} ${time} 通过${channel}发出一条消息（${about}）${from ? `，原定 ${from}` : ""}，前提是之前没有还款，情况也没有变化。`,
  willMove: (on, about, to, why) => `预计 ${on} 不发送：原定当天的（${about}）将在 ${to} 发出${why === "" ? "" : `，原因：${why}`}。`,
  willNot: (on, about, why) => `预计 ${on} 不发送：原定的（${about}）不会发出，原因：${why}。`,
  nothing: (on, why, answers) => `${on} 没有提醒：${why}${answers > 0 ? `；当天有 ${String(answers)} 条消息是回复借款人的` : ""}。`,
  because: {
    no_open_loan: "没有未结清的贷款",
    before_go_live: "当时系统还没有启用",
    not_planned_yet: "这一天还没有做计划（请看预测）",
    no_stage: "当天没有未还的期次需要提醒",
  },
};
