/** `huifang parse`: every line gets its answer, in order, whatever stands on the others. */
import { Readable, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { parseStream } from "../../../bot/cli/parse.ts";
import type { Recogniser } from "../../../bot/app/understanding/answer-line.ts";

async function run(lines: readonly string[], only?: Recogniser): Promise<{ bad: number; out: unknown[] }> {
  let written = "";
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      written += chunk.toString();
      done();
    },
  });
  const bad = await parseStream(Readable.from([lines.join("\n")]), output, only);
  return {
    bad,
    out: written
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line)),
  };
}

const line = (id: string | number, text: string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({ id, text, received_at: "2026-11-22T10:00:00+08:00", ...more });

describe("parse", () => {
  it("answers as the contract says", async () => {
    const { out } = await run([line("a", "下个月十五号还五千"), line(7, "15号还三千，月底再还两千")]);
    expect(out[0]).toMatchObject({
      id: "a",
      act: true,
      intents: [{ name: "promise" }],
      amount: { value: 5000, currency: "CNY", kind: "exact" },
      date: { on: "2026-12-15", bound: "on", fuzzy: false },
    });
    expect(out[1]).toMatchObject({
      id: 7,
      parts: [
        { amount: { value: 3000 }, date: { on: "2026-12-15" } },
        { amount: { value: 2000 }, date: { on: "2026-11-30" } },
      ],
    });
  });

  it("says which line is bad and why, and goes on", async () => {
    const { bad, out } = await run([
      line(1, "明天还"),
      "{",
      "",
      line(2, "x", { received_at: "soon" }),
      line(3, "x", { currency: "ZZZ" }),
      JSON.stringify({ id: 4 }),
      line(5, "x", { asked: "what" }),
      line(6, "后天还"),
    ]);
    expect(bad).toBe(5);
    expect(out).toMatchObject([
      { id: 1, act: true },
      { line: 2, error: "not JSON" },
      { id: 2, line: 4 },
      { id: 3, line: 5, error: expect.stringContaining("currency") },
      { id: 4, line: 6, error: expect.stringContaining("text") },
      { id: 5, line: 7, error: expect.stringContaining("asked") },
      { id: 6, act: true },
    ]);
  });

  it.each<[Recogniser, string, unknown]>([
    ["date", "延到月底", { id: 1, date: { on: "2026-11-30", bound: "on", fuzzy: false } }],
    ["amount", "一百三十五块六角七分钱", { id: 1, amount: { value: 135.67, currency: "CNY", kind: "exact" } }],
    ["amount", "十到十五万", { id: 1, amount: { value: 100_000, min: 100_000, max: 150_000, currency: "CNY", kind: "range" } }],
    ["number", "两千四百五", { id: 1, number: 2450 }],
    ["percent", "七成六", { id: 1, percent: 76 }],
    ["yesno", "没错", { id: 1, yesno: true }],
    ["yesno", "not sure", { id: 1 }],
    ["date", "好的", { id: 1 }],
  ])("--only %s: %s", async (only, text, answer) => expect((await run([line(1, text)], only)).out).toEqual([answer]));

  it("counts days on the wall clock of the place where the text came in", async () => {
    const { out } = await run(
      [line(1, "明天还", { received_at: "2026-11-22T00:30:00+08:00" }), line(2, "明天还", { received_at: "2026-11-22T23:30:00Z", zone: "Asia/Shanghai" })],
      "date",
    );
    expect(out).toMatchObject([{ date: { on: "2026-11-23" } }, { date: { on: "2026-11-24" } }]);
  });

  it("streams: a hundred thousand characters of lines need no more than one batch at a time", async () => {
    const { out } = await run(Array.from({ length: 2_000 }, (_, i) => line(i, "15号还3000")));
    expect(out).toHaveLength(2_000);
    expect(out.at(-1)).toMatchObject({ id: 1_999 });
  });
});
