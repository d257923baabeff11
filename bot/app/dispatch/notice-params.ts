import { spokenTerms } from "../../domain/arrangements/spoken-terms.ts";
import { dayIn, type Day, type Instant } from "../../domain/calendar.ts";
import { dayText, textLocale } from "../../domain/day-text.ts";
import { money, moneyText } from "../../domain/money.ts";
import type { Notice } from "../../domain/notices/notice.ts";
import type { UnitFacts } from "./ports.ts";

/** What the templates of notices may say; "none" stands for what there is not, and a template chooses by it. */
export function noticeParams(notice: Notice, { locale, zone }: UnitFacts["borrower"], now: Instant): Record<string, string | number> {
  const today = dayIn(now, zone);
  const amount = (minor: bigint): string => moneyText(money(minor, notice.currency), textLocale(locale));
  const on = (day: Day): string => dayText(day, locale, today);
  const loan = notice.loanEnding === "" ? none : notice.loanEnding;
  switch (notice.kind) {
    case "welcome":
      return {
        loan,
        principal: amount(notice.principalMinor),
        purpose: notice.purpose === "" ? none : notice.purpose,
        count: notice.instalments,
        amount: amount(notice.firstMinor),
        due_on: on(notice.firstDueOn),
        last_due_on: on(notice.lastDueOn),
        officer: notice.officer === "" ? none : notice.officer,
      };
    case "receipt":
      return {
        loan,
        count: notice.payments.length,
        amount: amount(notice.payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)),
        on: notice.payments[0] ? on(notice.payments[0].paidOn) : none,
        due: notice.dueMinor > 0n ? amount(notice.dueMinor) : none,
        next: notice.next ? amount(notice.next.openMinor) : none,
        next_on: notice.next ? on(notice.next.dueOn) : none,
      };
    case "promise_day":
      return { loan, amount: amount(notice.amountMinor), on: on(notice.on) };
    case "arrangement_approved":
    case "arrangement_changed":
      return { loan, ...spokenTerms(notice.terms, locale, today) };
    case "arrangement_refused":
      return { loan };
    case "checkin":
    case "checkin_nudge":
      return { ...notice.step.says[0]?.params };
    case "document_asked":
    case "document_chased":
      return { loan, document: inTemplates(notice.document) };
    case "document_refused":
      return { loan, document: inTemplates(notice.document), reason: notice.reason ?? none };
  }
}

const none = "none";
/** A template chooses by it, and its choices have no hyphens. */
const inTemplates = (kind: string): string => kind.replaceAll("-", "_");
