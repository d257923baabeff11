import { dayIn } from "../../domain/calendar.ts";
import { minorDigits } from "../../domain/money.ts";
import { findSum } from "../../domain/replies/amounts.ts";
import { findDates } from "../../domain/replies/dates.ts";
import { normalise } from "../../domain/replies/normalise.ts";
import { findNumber, findPercent } from "../../domain/replies/numbers.ts";
import type { ReplyPart, SaidAmount, SaidDate } from "../../domain/replies/reply.ts";
import { understand } from "../../domain/replies/understand.ts";
import { findYesNo } from "../../domain/replies/yes-no.ts";
import type { ParseRequest } from "./parse-line.ts";

export const recognisers = ["date", "amount", "number", "percent", "yesno"] as const;
export type Recogniser = (typeof recognisers)[number];

/** What `huifang parse` says to one request (design §6); one recogniser alone where `only` names it. */
export function answerLine({ id, text, context }: ParseRequest, only: Recogniser | undefined): Record<string, unknown> {
  if (only !== undefined) return { id, ...recognise(text, context, only) };
  const reply = understand(text, context);
  const parts = reply.parts.map(plainPart);
  return {
    id,
    act: reply.act,
    intents: reply.intents.map(({ name, confidence }) => ({ name, confidence })),
    ...parts[0],
    parts,
    ...(reply.yes !== undefined && { yes: reply.yes }),
    why: reply.why,
  };
}

function recognise(text: string, { receivedAt, zone, locale, currency, asked }: ParseRequest["context"], only: Recogniser): Record<string, unknown> {
  const { text: normal } = normalise(text);
  switch (only) {
    case "date": {
      const dates = findDates(normal, { today: dayIn(receivedAt, zone), lean: "future", locale, asked: asked === "promise_when" });
      const date = dates.find(({ fuzzy }) => !fuzzy) ?? dates[0];
      return date ? { date: { on: date.on, bound: date.bound, fuzzy: date.fuzzy } } : {};
    }
    case "amount": {
      const dates = findDates(normal, { today: dayIn(receivedAt, zone), lean: "future", locale, asked: false });
      const sum = findSum(normal, currency, dates);
      return sum
        ? { amount: { value: sum.value, currency: sum.currency, kind: sum.kind, ...(sum.upTo !== undefined && { min: sum.value, max: sum.upTo }) } }
        : {};
    }
    case "number": {
      const found = findNumber(normal);
      return found ? { number: found.value } : {};
    }
    case "percent": {
      const found = findPercent(normal);
      return found ? { percent: found.value } : {};
    }
    case "yesno": {
      const yes = findYesNo(normal);
      return yes === undefined ? {} : { yesno: yes };
    }
  }
}

const plainPart = ({ amount, date }: ReplyPart): Record<string, unknown> => ({
  ...(amount && { amount: plainAmount(amount) }),
  ...(date && { date: plainDate(date) }),
});

function plainAmount({ minor, upTo, currency, kind }: SaidAmount): Record<string, unknown> {
  const major = (value: bigint): number => Number(value) / 10 ** minorDigits(currency);
  return { value: major(minor), currency, kind, ...(upTo !== undefined && { min: major(minor), max: major(upTo) }) };
}

const plainDate = ({ on, bound, fuzzy }: SaidDate): Record<string, unknown> => ({ on, bound, fuzzy });
