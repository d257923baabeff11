/** The words that English dates are made of, and what they count. */
import { readEnglishNumber } from "./numbers-en.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const ordinals = ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
const ones = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

export const monthWord =
  "(?:jan(?:uary)?|feb(?:ruary|uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
export const fullDay = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";
export const dayWord = `(?:${fullDay}|mon|tues?|wed(?:nes)?|thurs?|thur|thu|fri|sat|sun)\\b\\.?`;
export const ordinalWord = `(?:${ordinals.slice(1).join("|")}|\\d{1,2}(?:st|nd|rd|th))`;
/** 1–31 as people write a day of the month. */
export const domWord = `(?:(?:3[01]|[12]\\d|0?[1-9])(?!\\d|[.,]\\d)(?:st|nd|rd|th)?|twenty[ -](?:${ones.join("|")})\\b|thirty[ -]one\\b|(?:${ordinals.slice(1).join("|")})\\b)`;
export const yearWord =
  "(?:(?:19|20)\\d{2}\\b|two thousand(?: and)?(?: [a-z]+(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)?\\b|twenty (?:twenty|thirty)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?\\b)";

export const monthNumber = (name: string | undefined): number => months.indexOf((name ?? "").slice(0, 3)) + 1;
export const dayNumber = (name: string | undefined): number => days.indexOf((name ?? "").slice(0, 3)) + 1;

/** first, 2nd, "twenty one", 31. */
export function ordinalNumber(text: string | undefined): number {
  const word = (text ?? "").trim();
  const digits = /^\d+/.exec(word)?.[0];
  if (digits) return Number(digits);
  const plain = ordinals.indexOf(word);
  return plain > 0 ? plain : (readEnglishNumber(word) ?? 0);
}

export function yearNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const match = /^twenty (twenty|thirty)(.*)$/.exec(text);
  return match ? 2000 + (readEnglishNumber(`${match[1] ?? ""}${match[2] ?? ""}`) ?? 0) : (readEnglishNumber(text) ?? 0);
}
