import { describe, expect, it } from "vitest";
import { instant, minuteMs, plus } from "../../../bot/domain/calendar.ts";
import type { BorrowerId, ContactPointId } from "../../../bot/domain/ids.ts";
import { whoseText, type Line } from "../../../bot/domain/shared/line.ts";
import { labelsOf, whichPerson, type Sharer } from "../../../bot/domain/shared/which-person.ts";

const sharer = (id: string, name: string, ...endings: string[]): Sharer => ({
  contact: `c-${id}` as ContactPointId,
  borrower: `b-${id}` as BorrowerId,
  name,
  endings,
});
const wang = sharer("wang", "王芳", "0071");
const li = sharer("li", "李强", "0072");
const anna = sharer("anna", "Anna Mwangi", "0081");
const peter = sharer("peter", "Peter Otieno", "0082");

describe("which of them", () => {
  it.each([
    ["王", "王芳"],
    ["李", "李强"],
    ["“李”", "李强"],
    ["我是王芳", "王芳"],
    ["我姓李", "李强"],
    ["李先生", "李强"],
    ["李强本人", "李强"],
    ["尾号0072", "李强"],
    ["0071", "王芳"],
    ["合同尾号是0071", "王芳"],
    ["您好，我是李强", "李强"],
    ["我是李强，28号还5000", "李强"],
  ])("%s", (text, name) => expect(whichPerson(text, [wang, li])?.name).toBe(name));

  it.each([
    ["A", "Anna Mwangi"],
    ["p", "Peter Otieno"],
    ["I am Peter", "Peter Otieno"],
    ["This is Anna Mwangi.", "Anna Mwangi"],
    ["Otieno", "Peter Otieno"],
    ["It's Anna", "Anna Mwangi"],
    ["ending in 0082", "Peter Otieno"],
  ])("%s", (text, name) => expect(whichPerson(text, [anna, peter])?.name).toBe(name));

  it.each(["是", "好的", "👍", "你好", "王和李", "我不是李强", "李强欠多少", "我是李强的老婆", "5000", "1", "", "赵", "李强明天还"])(
    "%s names nobody plainly",
    (text) => expect(whichPerson(text, [wang, li])).toBeUndefined(),
  );
  it.each(["yes", "ok", "both", "not Peter", "Peter owes what?", "I", "Anna and Peter", "Peter's wife"])("%s names nobody plainly", (text) =>
    expect(whichPerson(text, [anna, peter])).toBeUndefined(),
  );
});

describe("what tells them apart", () => {
  it.each([
    [[wang, li], "initial", ["王", "李"]],
    [[anna, peter], "initial", ["A", "P"]],
    [[wang, sharer("w2", "王伟", "0099")], "ending", ["0071", "0099"]],
    [[wang, sharer("w2", "王伟", "0071")], "none", []],
    [[wang, sharer("w2", "王伟")], "none", []],
  ] as const)("%#", (sharers, by, of) => expect(labelsOf(sharers)).toEqual({ by, of }));

  it("the same letter and no other mark names nobody", () => expect(whichPerson("王", [wang, sharer("w2", "王伟", "0099")])).toBeUndefined());
});

describe("whose text it is", () => {
  const asked = instant("2026-11-23T02:00:00Z");
  const later = (minutes: number) => plus(asked, minutes * minuteMs);
  const whose = (line: Line, text: string, minutes: number) => whoseText(line, text, later(minutes), later(minutes), [wang, li]);
  const bound = (minutes: number, heard = minutes): Line => ({ askedAt: asked, bound: { contact: wang.contact, at: later(minutes), heardAt: later(heard) } });

  it("a name that nobody asked for binds nobody", () => expect(whose({}, "王", 1)).toEqual({ who: "unknown" }));
  it("a plain answer does", () => expect(whose({ askedAt: asked }, "李", 1)).toEqual({ who: "named", contact: li.contact }));
  it("one from before the question does not", () => expect(whoseText({ askedAt: asked }, "李", later(-1), later(1), [wang, li])).toEqual({ who: "unknown" }));
  it("a yes does not", () => expect(whose({ askedAt: asked }, "是的", 1)).toEqual({ who: "unknown" }));
  it("their next texts are theirs", () => expect(whose(bound(1), "我欠多少", 30)).toEqual({ who: "bound", contact: wang.contact }));
  it.each(["李", "我是李强", "我是李强，我欠多少"])("when the other takes the phone it is asked anew: %s", (text) =>
    expect(whose(bound(1), text, 30)).toEqual({ who: "unknown" }),
  );
  it("after an hour of silence it is asked anew", () => expect(whose(bound(1), "我欠多少", 62)).toEqual({ who: "unknown" }));
  it("a new question unbinds", () => expect(whose({ ...bound(1), askedAt: later(5) }, "我欠多少", 6)).toEqual({ who: "unknown" }));
  it("and its answer binds anew", () => expect(whose({ ...bound(1), askedAt: later(5) }, "我是李强", 6)).toEqual({ who: "named", contact: li.contact }));
  it("whose point is closed is bound no more", () =>
    expect(whoseText(bound(1), "我欠多少", later(2), later(2), [li, sharer("zhao", "赵六")])).toEqual({ who: "unknown" }));
});
