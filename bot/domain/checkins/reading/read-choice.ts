import type { Question, Option } from "../questionnaire.ts";
import type { CheckinWorld } from "../run.ts";
import { formsOf, type Forms } from "./option-forms.ts";
import { optionNumber } from "./option-number.ts";
import { answered, type Reading, type Sure } from "./reading.ts";
import { leftOver, type Said } from "./said.ts";

type Choice = Extract<Question, { type: "choice" }>;

export function readChoice(of: Said, { options }: Choice, world: CheckinWorld): Reading | undefined {
  const named = optionNamed(of, options, formsOf(options, world.values));
  return named && answered({ type: "choice", key: named.option.key }, named.sure);
}

/** By label or word; by place; within a longer text where it names one option only and does not deny it. */
export function optionNamed(of: Said, options: readonly Option[], forms: Forms): { readonly option: Option; readonly sure: Sure } | undefined {
  const whole = forms.byForm.get(of.bare) ?? forms.byForm.get(of.mended);
  if (whole) return one(whole, "exact");
  const place = optionNumber(of.normal);
  if (place) {
    const option = options[place.number - 1];
    // "2" of "none / one / two" is the second or the two: who knows
    return option && (place.said || !forms.numbers.has(place.number)) ? { option, sure: "whole" } : undefined;
  }
  if (of.asks) return undefined;
  return contained(of.mended, of.normal, forms);
}

const one = (options: readonly Option[], sure: Sure): { option: Option; sure: Sure } | undefined => {
  const [option, other] = options;
  return option && !other ? { option, sure } : undefined;
};

/** Longest first, so that 不好 is not read as 好; each place of the text is read once. */
function contained(mended: string, normal: string, forms: Forms): { option: Option; sure: Sure } | undefined {
  let rest = mended;
  const found = new Set<Option>();
  for (const form of forms.longestFirst) {
    if (form.length < 2 || (latin.test(form) && !asWord(normal, form))) continue;
    for (let at = rest.indexOf(form); at >= 0; at = rest.indexOf(form, at + 1)) {
      if (!denied.test(rest.slice(Math.max(0, at - 16), at)) && !mocked.test(rest.slice(at + form.length)))
        for (const option of forms.byForm.get(form) ?? []) found.add(option);
      rest = rest.slice(0, at) + "\0".repeat(form.length) + rest.slice(at + form.length);
    }
  }
  const left = leftOver(rest.replaceAll("\0", ""));
  return one([...found], left === "" ? "whole" : "part");
}

const latin = /^[a-z]/;
/** "no" is none of "not": a Latin form stands between other words. */
const asWord = (normal: string, form: string): boolean => {
  const letters = normal.replace(/[^a-z0-9\s]/g, "").split(/\s+/);
  return letters.some((_, i) => {
    let joined = "";
    for (let j = i; j < letters.length && joined.length < form.length; j++) joined += letters[j] ?? "";
    return joined === form;
  });
};
const denied =
  /(?:不是?|没有?|无|别|非|未必?|难|不上|不敢说|不见得|不太|不怎么|不一定|(?:not?|nt|never|hardly|cannot)(?:really|quite|so|very|too|that|all|exactly|going|to|be|been|a|the|look|looking)*)$/;
/** "没问题才怪" */
const mocked = /^(?:才怪|就好了|个头|i wish)/;
