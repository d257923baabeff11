import { dayText, textLocale } from "../../domain/day-text.ts";
import { dayIn, daysBetween, type Instant } from "../../domain/calendar.ts";
import { currency, money, moneyText } from "../../domain/money.ts";
import { whichParams } from "../../domain/shared/which-params.ts";
import type { Labels } from "../../domain/shared/which-person.ts";
import type { OpenQuestion } from "../../domain/turns/turn.ts";
import type { Notice } from "../../domain/notices/notice.ts";
import { noticeParams } from "./notice-params.ts";
import type { Due, UnitFacts } from "./ports.ts";

export interface Wording {
  readonly template: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly asks?: OpenQuestion;
}

/**
 * Which template says a unit. Before the right person has answered on a contact point, whatever we speak of first is
 * replaced by the question whether it is they: the first text carries no debt (design §3.5).
 */
export function wording(
  facts: Pick<UnitFacts, "borrower" | "contact" | "due" | "notice" | "template" | "params" | "gate" | "ending">,
  around: Readonly<Record<string, string>>,
  now: Instant,
): Wording {
  const { borrower, contact, due } = facts;
  if (facts.gate.textClass === "initiating" && contact && !contact.verified) {
    return contact.shared ? confirmWhich(around, contact.shared, borrower.locale, now) : confirmPerson(around, facts.ending, now);
  }
  if (facts.notice) {
    const params = { ...noticeParams(facts.notice, borrower, now), ...around };
    return { template: facts.template, params, ...asksOf(facts.notice, now) };
  }
  if (!due) return { template: facts.template, params: { ...facts.params, ...around } };
  return { template: facts.template, params: { ...dueParams(due, borrower, around["lender"] ?? "", now), ...around } };
}

/** What an approved application is answered with is a yes to exactly those terms. */
function asksOf(notice: Notice, now: Instant): Pick<Wording, "asks"> {
  if (notice.kind !== "arrangement_approved" && notice.kind !== "arrangement_changed") return {};
  return { asks: { kind: "confirm_arrangement", askedAt: now, arrangementId: notice.arrangementId, round: notice.round } };
}

/** `ending`: of the contract that we write about; only its person and the lender know it. */
export const confirmPerson = (around: Readonly<Record<string, string>>, ending: string | undefined, now: Instant): Wording => ({
  template: "confirm-person",
  params: { ...around, ending: ending || "none" },
  asks: { kind: "confirm_person", askedAt: now },
});

/** Several borrowers left the number: nobody is named, and nobody's contract. */
export const confirmWhich = (around: Readonly<Record<string, string>>, labels: Labels, locale: string, now: Instant): Wording => ({
  template: "confirm-which",
  params: { ...around, ...whichParams(labels, locale) },
  asks: { kind: "which_person", askedAt: now },
});

/** What the reminder templates may say of an instalment. */
export function dueParams(
  due: Due,
  borrower: Pick<UnitFacts["borrower"], "name" | "locale" | "zone">,
  lender: string,
  now: Instant,
): Record<string, string | number> {
  const today = dayIn(now, borrower.zone);
  return {
    name: borrower.name,
    lender,
    amount: moneyText(money(due.amountMinor, currency(due.currency)), textLocale(borrower.locale)),
    due_on: dayText(due.dueOn, borrower.locale, today),
    days: Math.abs(daysBetween(today, due.dueOn)),
  };
}
