import { describe, expect, it } from "vitest";
import { smsSize } from "../../../bot/domain/wording/sms-segments.ts";

describe("a text is billed as that many text messages", () => {
  it.each([
    ["", "GSM-7", 0, 0],
    ["a".repeat(160), "GSM-7", 160, 1],
    ["a".repeat(161), "GSM-7", 161, 2],
    ["a".repeat(306), "GSM-7", 306, 2],
    ["a".repeat(307), "GSM-7", 307, 3],
    ["€".repeat(80), "GSM-7", 160, 1],
    ["€".repeat(81), "GSM-7", 162, 2],
    // an escape is not torn from its character: 76 signs of two fit into 153, not 76 and a half
    ["€".repeat(153), "GSM-7", 306, 3],
    ["é".repeat(160), "GSM-7", 160, 1],
    ["您".repeat(70), "UCS-2", 70, 1],
    ["您".repeat(71), "UCS-2", 71, 2],
    ["您".repeat(134), "UCS-2", 134, 2],
    ["您".repeat(135), "UCS-2", 135, 3],
    ["😀".repeat(35), "UCS-2", 70, 1],
    // a pair is not torn either: 33 of them fit into 67
    ["😀".repeat(67), "UCS-2", 134, 3],
    [`${"a".repeat(70)}’`, "UCS-2", 71, 2],
  ])("%s", (text, encoding, units, segments) => {
    expect(smsSize(text)).toEqual({ encoding, units, segments });
  });
});
