import { findPercent } from "../../replies/numbers.ts";
import { answered, type Reading } from "./reading.ts";
import { leftOver, type Said } from "./said.ts";

/** As a share; a bare "30" is 30%, for a percentage was asked, but 0.3 could be either. */
export function readPercent(of: Said): Reading | undefined {
  const text = of.normal;
  const plain = /^\d{1,3}$/.exec(text)?.[0];
  if (plain !== undefined) return share(Number(plain), "whole");
  if (of.asks || between.test(text)) return undefined;
  const whole = all.test(of.mended) ? 100 : none.test(of.mended) ? 0 : undefined;
  if (whole !== undefined) return share(whole, "whole");
  const found = findPercent(text);
  if (!found || found.rule === "range of percent") return undefined;
  const rest = `${text.slice(0, found.start)} ${text.slice(found.end)}`;
  if (findPercent(rest)) return undefined;
  return share(found.value, leftOver(rest) === "" ? (found.end - found.start === text.length ? "exact" : "whole") : "part");
}

const share = (hundredths: number, sure: "exact" | "whole" | "part"): Reading =>
  hundredths < 0 || hundredths > 100
    ? { is: "outside", expected: "range", least: "0%", most: "100%" }
    : answered({ type: "percent", share: Math.round(hundredths * 100) / 10_000 }, sure);

/** 三到五成, 30-50%, 三成内, 过半: a stretch, and no point of it was named. */
const between =
  /[\d一二三四五六七八九十]\s?(?:到|至|-|~|to|or|或)\s?[\d一二三四五六七八九十]|[一二三四五六七八九][一二三四五六七八九]成|(?:以内|以下|以上|之内|不到|超过|多于|少于|低于|过半|[成%]内)|\b(?:under|over|below|above|less than|more than|at least|at most|up to)\b/;
const all = /^(?:全部?|都|100|百分百|all|everything|allofit)(?:了|的)?$/;
const none = /^(?:没有?|无|零|none|nothing|zero)(?:了|的)?$/;
