import { expect, it } from "vitest";
import { day, instant } from "../../../bot/domain/calendar.ts";
import type { LoanId } from "../../../bot/domain/ids.ts";
import { currency } from "../../../bot/domain/money.ts";
import type { IntentName, Reply } from "../../../bot/domain/replies/reply.ts";
import { plainNo } from "../../../bot/domain/turns/plain-no.ts";
import type { OpenQuestion } from "../../../bot/domain/turns/turn.ts";

const quoted: OpenQuestion = {
  kind: "confirm_promise",
  askedAt: instant("2026-11-23T02:00:00Z"),
  loanId: "l" as LoanId,
  instalmentNo: 1,
  amountMinor: 100n,
  currency: currency("CNY"),
  on: day("2026-12-01"),
};
const reply = (name: IntentName, yes?: boolean, act = false): Reply => ({
  act,
  intents: [{ name, confidence: 0.6, evidence: [] }],
  parts: [],
  why: [],
  ...(yes !== undefined && { yes }),
});

it.each([
  ["不对", "dispute", false, quoted, "unclear"],
  ["不是", "wrong_person", false, quoted, "unclear"],
  ["no", "refuse", false, quoted, "unclear"],
  ["no, I never took this loan", "dispute", false, quoted, "dispute"],
  ["不是", "wrong_person", false, { kind: "confirm_person", askedAt: quoted.askedAt }, "wrong_person"],
  ["不对", "dispute", false, null, "dispute"],
  ["不还", "refuse", undefined, quoted, "refuse"],
] as const)("%s, read as %s, is a bare no only to a quoted promise", (text, intent, yes, asked, expected) => {
  expect(plainNo(reply(intent, yes), asked, text).intents[0]?.name).toBe(expected);
});

it.each([
  ["没，他死了", "deceased", true],
  ["不,死了", "deceased", false],
  ["不，我不想活了", "distress", true],
  ["no, stop", "opt_out", true],
  ["不，滚", "abusive", true],
] as const)("%s is more than a bare no: %s is heard beside a quoted promise", (text, intent, act) => {
  expect(plainNo(reply(intent, false, act), quoted, text).intents[0]?.name).toBe(intent);
});

it("a bare 不要, read as a faint wish to stop, means the quotation", () => {
  expect(plainNo(reply("opt_out", false), quoted, "不要").intents[0]?.name).toBe("unclear");
});
