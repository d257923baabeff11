import type { ForecastDeps } from "../../../bot/app/forecast/deps.ts";
import type { ForecastBorrower, ForecastStore } from "../../../bot/app/forecast/ports.ts";
import { day, dayMs, plus } from "../../../bot/domain/calendar.ts";
import { everybody, monday, policy, shanghai } from "../policy/facts.ts";
import { kind, plans } from "../reminders/plans.ts";

// Ids are opaque to the forecast: any text will do.
export const ids = {
  borrower: "borrower-1" as ForecastBorrower["id"],
  loan: "loan-1" as ForecastBorrower["instalments"][number]["loanId"],
  contact: "point-1" as NonNullable<ForecastBorrower["contact"]>["id"],
};

export const borrower = (change: Partial<ForecastBorrower> = {}): ForecastBorrower => ({
  id: ids.borrower,
  borrower: "B1",
  name: "王芳",
  locale: "zh-CN",
  zone: shanghai,
  zoneKnown: true,
  branch: "east",
  officer: "li.wei",
  type: "individual",
  contact: { id: ids.contact, channel: "sim", verified: true, identityAsked: 0 },
  holds: [],
  initiatedAt: [],
  contacts: [],
  consents: [],
  instalments: [{ loanId: ids.loan, loan: "L1", product: "micro", ...kind, no: 3, dueOn: day("2026-11-25"), outstandingMinor: 803_300n, currency: "CNY" }],
  known: new Map(),
  ...change,
});

/** A forecast over a book of these borrowers, on a Monday morning; `store` in place of parts of its book. */
export function forecastOver(of: ForecastBorrower | readonly ForecastBorrower[], store: Partial<ForecastStore> = {}): ForecastDeps & { casesADay: number } {
  const all = "id" in of ? [of] : of;
  return {
    clock: { now: () => monday, speed: 1 },
    newId: () => {
      throw new Error("a dry run makes nothing that needs an id");
    },
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    store: {
      async *borrowers(_range, _now, _scope, passed) {
        yield* all;
        passed?.(all.length);
      },
      count: async () => all.length,
      stops: async () => [],
      past: async () => ({ texts: 0, answered: 0, cases: 0 }),
      officers: async () => ({ officers: 2 }),
      ...store,
    },
    plans,
    policies: everybody(policy),
    lender: "Sample",
    goLiveAt: plus(monday, -30 * dayMs),
    channels: new Set(["sim"]),
    casesADay: 30,
    texts: {
      find: () => ({ version: "1", purpose: "reminder" }),
      buttons: () => [],
      render: (id, _, params) => [id, params["amount"], params["due_on"]].filter(Boolean).join(" "),
    },
  };
}

const ignore = (): void => undefined;
