import { dayIn } from "../../calendar.ts";
import { minorDigits, money, moneyText } from "../../money.ts";
import { findDates } from "../../replies/dates.ts";
import { findMoney, minorOf, type FoundMoney } from "../../replies/money.ts";
import type { Question } from "../questionnaire.ts";
import type { CheckinWorld } from "../run.ts";
import { answered, type Reading, type Sure } from "./reading.ts";
import { leftOver, type Said } from "./said.ts";

type MoneyQuestion = Extract<Question, { type: "money" }>;

/** One sum in the loan's currency; a range, a bound or a second sum is asked again rather than halved or chosen from. */
export function readMoney(of: Said, question: MoneyQuestion, world: CheckinWorld): Reading | undefined {
  const found = plainSum(of, world) ?? sumIn(of, world);
  if (!found) return undefined;
  const { minor, about, sure } = found;
  const [least, most] = [inMinor(question.least, world), inMinor(question.most, world)];
  if (minor < least || minor > most) return { is: "outside", expected: "range", least: inWords(least, world), most: inWords(most, world) };
  return answered({ type: "money", minor, currency: world.currency, about }, sure);
}

/** Bounds are whole major units. */
const inMinor = (major: number, { currency }: CheckinWorld): bigint => BigInt(major) * 10n ** BigInt(minorDigits(currency));
const inWords = (minor: bigint, { currency, locale }: CheckinWorld): string => moneyText(money(minor, currency), locale);

interface Sum {
  readonly minor: bigint;
  readonly about: boolean;
  readonly sure: Sure;
}

/** "30000", "３００００". */
function plainSum(of: Said, { currency }: CheckinWorld): Sum | undefined {
  if (!/^\d{1,12}$/.test(of.bare) || /[.,，．、]/.test(of.raw)) return undefined;
  const minor = minorOf(Number(of.bare), currency);
  // few name a sum below a hundred unasked
  return minor === undefined ? undefined : { minor, about: false, sure: of.bare.length > 2 ? "exact" : "whole" };
}

function sumIn(of: Said, world: CheckinWorld): Sum | undefined {
  if (none.test(of.mended)) return { minor: 0n, about: false, sure: "whole" };
  if (of.asks || percent.test(of.normal)) return undefined;
  const text = withoutDays(of.normal, world);
  const all = findMoney(text, world.currency).filter((one) => one.marked || one.sized || !otherThing.test(text.slice(one.end, one.end + 8)));
  const sums = all.some(({ marked }) => marked) ? all.filter(({ marked, sized }) => marked || sized) : all;
  const [sum, other] = sums;
  if (!sum || (other && !same(sum, other)) || sum.currency !== world.currency || (sum.kind !== "exact" && sum.kind !== "about")) return undefined;
  const minor = minorOf(sum.value, sum.currency);
  if (minor === undefined) return undefined;
  const left = leftOver(`${text.slice(0, sum.start)} ${text.slice(sum.end)}`.replaceAll("\0", ""));
  const about = sum.kind === "about" || rough.test(text);
  return { minor, about, sure: left !== "" ? "part" : sum.marked || sum.sized || sum.value >= 100 ? "exact" : "whole" };
}

const same = (a: FoundMoney, b: FoundMoney): boolean => a.value === b.value && a.currency === b.currency;

/** A day's digits are no sum; blanked out, so that offsets stay. */
function withoutDays(text: string, { now, zone, locale }: CheckinWorld): string {
  const days = findDates(text, { today: dayIn(now, zone), lean: "past", locale, asked: false });
  return days.reduce((out, { start, end }) => out.slice(0, start) + "\0".repeat(end - start) + out.slice(end), text);
}

const none = /^(?:没有?|无|零|没收入|没有收入|没进账|没生意|一分(?:钱)?(?:也|都)没有?|none|nothing|zero|noincome)(?:了|的|吧)?$/;
const percent = /%|成(?:$|左右)|percent/;
const rough = /大概|大约|差不多|估计|左右|上下|多(?!少)|\b(?:about|around|roughly|approx\w*|nearly|almost|or so)\b/;
/** 3个人, 5 workers, 2号. */
const otherThing = /^\s?(?:个(?!亿)|人|位|天|号|日|月|年|家|亩|头|只|次|点|期|斤|吨|件|[a-z]{3,})/;
