import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastOf, standardPromises } from "../../../bot/domain/promises/promise-policy.ts";
import { verdict } from "../../../bot/domain/promises/promise.ts";
import { spread } from "../../../bot/domain/promises/spread.ts";

const minor = fc.bigInt({ min: 0n, max: 10n ** 12n });

describe("an amount over several loans", () => {
  it("gives away exactly itself, the oldest debt first, to no debt more than it has", () => {
    fc.assert(
      fc.property(
        minor,
        fc.array(
          minor.map((openMinor) => ({ openMinor })),
          { maxLength: 6 },
        ),
        (amount, debts) => {
          const { shares, overMinor } = spread(amount, debts);
          expect(shares.reduce((sum, { amountMinor }) => sum + amountMinor, overMinor)).toBe(amount);
          for (const { debt, amountMinor } of shares) expect(amountMinor > 0n && amountMinor <= debt.openMinor).toBe(true);
          // a later debt gets something only when all before it are covered
          const last = shares.at(-1);
          const before = debts.slice(0, last ? debts.indexOf(last.debt) : 0);
          expect(before.reduce((sum, { openMinor }) => sum + openMinor, last?.amountMinor ?? 0n)).toBe(amount - overMinor);
        },
      ),
    );
  });
});

describe("parts promised in one breath", () => {
  it("are kept one after the other by what comes in: a payment never keeps two of them", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 4 }), minor, minor, (parts, before, paid) => {
        let earlier = 0n;
        let kept = 0n;
        for (const amountMinor of parts) {
          const state = verdict({ amountMinor, paidBeforeMinor: before + earlier }, before + paid);
          if (state === "kept") kept += amountMinor;
          earlier += amountMinor;
        }
        expect(kept).toBeLessThanOrEqual(paid);
        if (paid >= earlier) expect(kept).toBe(earlier);
      }),
    );
  });
});

it("the least that may be promised is rounded up and never more than is open", () => {
  expect(leastOf(803_300n, standardPromises)).toBe(80_330n);
  expect(leastOf(1n, standardPromises)).toBe(1n);
  expect(leastOf(0n, standardPromises)).toBe(0n);
  fc.assert(fc.property(minor, (open) => leastOf(open, standardPromises) <= open && leastOf(open, standardPromises) * 10n >= open));
});
