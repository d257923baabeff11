import { textLocales, type TextLocale } from "../domain/day-text.ts";
import type { Guard } from "../domain/wording/guard.ts";
import type { ShownTemplate, ShownText } from "../domain/wording/shown-template.ts";
import { smsSize } from "../domain/wording/sms-segments.ts";
import { branches } from "./branches.ts";
import { templateFindings } from "./guard-messages.ts";
import type { MessageTemplate } from "./message-template.ts";

/** Both languages as a phone would show them, with what the guard says and how many text messages each is. */
export function showTemplate(template: MessageTemplate, guard: Guard, lender: string, released: boolean): ShownTemplate {
  const { id, purpose, version, grounds, providers, writtenBy } = template;
  const show = (locale: TextLocale): ShownText => {
    const texts = [...new Set(branches(template.formats[locale].getAst(), { ...samples[locale], lender }))];
    const longest = texts.map(smsSize).reduce((most, size) => (size.units > most.units ? size : most), smsSize(""));
    return { texts, buttons: template.buttons[locale], sms: longest, findings: templateFindings(guard, template, locale) };
  };
  const [zh, en] = textLocales.map(show);
  if (!zh || !en) throw new Error("a template in two languages");
  return { id, purpose, version, released, ...(writtenBy !== undefined && { writtenBy }), grounds, providers, shown: { "zh-CN": zh, en } };
}

/** As borrowers would read them; a value that is not here is shown as a number. */
const samples: Readonly<Record<TextLocale, Readonly<Record<string, string>>>> = {
  "zh-CN": {
    name: "王小明",
    amount: "¥1,280.00",
    owed: "¥2,560.00",
    due_on: "12月15日",
    on: "12月15日",
    latest: "1月21日",
    days: "3",
    last4: "0421",
    ending: "0421",
    domain: "lender.example",
    branch_phone: "021-5555 0100",
    helplines: "全国统一心理援助热线 12356",
    asks: "yes",
    people: "“王”、“李”",
    by: "initial",
    ...termsOf("12月15日", "2月15日"),
  },
  en: {
    name: "Wang Xiaoming",
    amount: "¥1,280.00",
    owed: "¥2,560.00",
    due_on: "15 December",
    on: "15 December",
    latest: "21 January",
    days: "3",
    last4: "0421",
    ending: "0421",
    domain: "lender.example",
    branch_phone: "+44 20 7946 0100",
    helplines: "Samaritans 116 123",
    asks: "yes",
    people: "“W” and “L”",
    by: "initial",
    ...termsOf("15 December", "15 February"),
  },
};

/** Of an arrangement, and of each of three that are offered. */
function termsOf(on: string, end: string): Record<string, string> {
  const said = { amount: "¥1,280.00", count: "3", each: "¥426.67", on, last: "¥426.66", end };
  return Object.fromEntries(["", "1", "2", "3"].flatMap((n) => Object.entries(said).map(([name, value]) => [`${name}${n}`, value])));
}
