import { expect, it } from "vitest";
import { withClosing } from "../../../bot/domain/policy/closing.ts";
import type { Policy } from "../../../bot/domain/policy/policy.ts";
import { policy } from "./facts.ts";

const source = { text: "ours", seen: false };
const closing: Policy = {
  ...policy,
  layers: [
    { id: "a", version: "1", closings: [{ source, channel: "sms", text: { "zh-CN": "拒收请回复R", en: "拒收请回复R" } }] },
    { id: "b", version: "1", closings: [{ source, text: { "zh-CN": "回复 STOP 可停止接收。", en: "Reply STOP to stop these messages." } }] },
  ],
};
const asked = { channel: "sms", locale: "en", textClass: "initiating" } as const;

it.each([
  ["on its channel, in the order of the packs", asked, "Hello. 拒收请回复R Reply STOP to stop these messages."],
  ["in the borrower's language", { ...asked, channel: "web", locale: "zh-CN" as const }, "Hello. 回复 STOP 可停止接收。"],
  ["an answer has none", { ...asked, textClass: "response" as const }, "Hello."],
  ["an acknowledgement has none", { ...asked, textClass: "acknowledgement" as const }, "Hello."],
])("%s", (_name, of, text) => expect(withClosing("Hello.", of, closing)).toBe(text));

it("what a text says already is not said twice", () =>
  expect(withClosing("Hello. Reply STOP to stop these messages.", { ...asked, channel: "web" }, closing)).toBe("Hello. Reply STOP to stop these messages."));
it("where no pack demands anything the text is as it was approved", () => expect(withClosing("Hello.", asked, policy)).toBe("Hello."));
