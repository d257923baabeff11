import { expect, it } from "vitest";
import { holdReasons } from "../../../bot/domain/policy/hold.ts";
import { whoLifts } from "../../../bot/domain/policy/who-lifts.ts";

it("nobody but the borrower takes an opt-out back", () => {
  expect(whoLifts.opt_out).toEqual([]);
});

it.each(["distress", "deceased", "legal", "dispute"] as const)("%s is not for the officer who works the case", (reason) => {
  expect(whoLifts[reason]).toEqual(["supervisor", "compliance"]);
});

it.each(holdReasons.filter((reason) => reason !== "opt_out"))("%s can be lifted by somebody, a supervisor among them", (reason) => {
  expect(whoLifts[reason]).toContain("supervisor");
});
