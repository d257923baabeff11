/** `huifang checkins`: anybody can try a questionnaire, without a database and without a borrower. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough, Writable } from "node:stream";
import { Command, CommanderError } from "commander";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { registerCheckins } from "../../../bot/cli/checkins.ts";
import { ServiceError } from "../../../bot/services/service-error.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "checkins-"));
});
afterEach(() => {
  process.exitCode = undefined;
  rmSync(dir, { recursive: true });
});

const file = (name: string, text: string): string => {
  const at = path.join(dir, name);
  writeFileSync(at, text);
  return at;
};

function sink(): { stream: Writable; text(): string } {
  let text = "";
  return {
    stream: new Writable({
      write(chunk: Buffer, _, done) {
        text += chunk.toString();
        done();
      },
    }),
    text: () => text,
  };
}

/** `input`: what stands on standard input, which then ends. As bin/huifang ends: 1 failed, 2 wrong usage. */
async function huifang(words: readonly string[], input: string | PassThrough = ""): Promise<{ out: string; err: string; exit: number | string }> {
  const [stdin, stdout, stderr] = [typeof input === "string" ? new PassThrough() : input, sink(), sink()];
  if (typeof input === "string") stdin.end(input);
  process.exitCode = undefined;
  let said = "";
  const program = new Command().exitOverride().configureOutput({ writeErr: (text) => (said += text) });
  registerCheckins(program, { stdin, stdout: stdout.stream, stderr: stderr.stream });
  try {
    await program.parseAsync(["checkins", ...words], { from: "user" });
  } catch (fault) {
    if (!(fault instanceof CommanderError) && !(fault instanceof ServiceError)) throw fault;
    said += fault.message;
    process.exitCode = fault instanceof CommanderError ? 2 : 1;
  }
  return { out: stdout.text(), err: stderr.text() + said, exit: process.exitCode ?? 0 };
}

const at = ["--at", "2026-11-28T10:00:00+08:00"];
async function run(words: readonly string[], lines: readonly string[]) {
  const { out, err, exit } = await huifang(["run", ...words, ...at], `${lines.join("\n")}\n`);
  const json = out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const of = (key: string): unknown[] => json.flatMap((line) => (key in line ? [line[key]] : []));
  return { json, of, err, exit };
}

describe("huifang checkins run", () => {
  it("plays a conversation to its end: what the bot says, answers, facts, done", async () => {
    const { of, exit } = await run(["keep-in-touch"], ["好的", "没变", "没问题", "没有"]);
    expect(of("answer")).toMatchObject([
      { question: "contact", value: "same" },
      { question: "outlook", value: "fine" },
      { question: "home", value: "none" },
    ]);
    expect(of("fact")).toMatchObject([{ name: "contact.state" }, { name: "repayment.outlook", value: "fine" }, { name: "home.trouble" }]);
    expect(of("done")).toEqual([{ answers: { contact: "same", outlook: "fine", home: "none" }, skipped: [] }]);
    expect(of("bot")).toHaveLength(5);
    expect(of("bot").join("\n")).toContain("自动助手（机器人）");
    expect(exit).toBe(0);
  });

  it("speaks English, with buttons, in another currency, and asks what the facts make doubtful", async () => {
    const facts = file("facts.json", JSON.stringify({ "before.turnover": 30000 }));
    const { of, json } = await run(
      ["enterprise-month", "--locale", "en", "--currency", "USD", "--buttons", "--facts", facts],
      ["same", "about 5k", "a flood", "none"],
    );
    expect(json.some((line) => Array.isArray(line["buttons"]) && line["buttons"].includes("A few"))).toBe(true);
    expect(of("answer")).toMatchObject([{}, { question: "turnover", type: "money", value: 5000, currency: "USD", about: true }, {}]);
    expect(of("doubt")).toEqual([{ check: "far-from-before", question: "turnover" }]);
    expect(of("note")).toMatchObject([{ check: "far-from-before", note: expect.stringContaining("a flood") as unknown }]);
  });

  it("lets time go by: two nudges, then the end of the time; what comes after is late", async () => {
    const { of, json, exit } = await run(["keep-in-touch", "--expires", "4d"], ["好的", '{"wait":"3d"}', '{"wait":"2d"}', "没变", "没变"]);
    expect(of("nudged")).toHaveLength(2);
    expect(of("expired")).toEqual([{ answers: {} }]);
    expect(of("late")).toHaveLength(2);
    expect(json.map((line) => Object.keys(line)[0]).slice(-3)).toEqual(["late", "bot", "late"]);
    expect(exit).toBe(0);
  });

  it("comes back at the agreed time, and takes the moment of a text from its line", async () => {
    const { of } = await run(
      ["keep-in-touch"],
      ["今晚八点", '{"text":"没变","at":"2026-11-28T20:30:00+08:00"}', '{"text":"没问题","at":"2026-11-28T08:00:00+08:00"}'],
    );
    expect(of("postponed")).toEqual([{ until: "2026-11-28T20:00:00+08:00" }]);
    expect(of("nudged")).toHaveLength(1);
    expect(of("answer")).toMatchObject([{ question: "contact" }]);
    expect(of("error")).toMatchObject([{ line: 3 }]);
  });

  it("says what is no answer, hands over what must be had, and passes on what is none of its own", async () => {
    const { of } = await run(["test/scenarios/checkins/questionnaires/kinds-one.yaml"], ["好", "没有", "种子", "你们利息多少？", "跳过", "不知道"]);
    expect(of("other")).toEqual([{ intent: "question" }]);
    expect(of("invalid")).toMatchObject([{ question: "acres" }, { question: "acres" }]);
    expect(of("handover")).toEqual([{ because: "not_understood" }]);
  });

  it.each([
    ["distress", "我不想活了", { handover: { because: "cut" } }],
    ["an opt-out", "退订", { stopped: { answers: {} } }],
  ])("says nothing more after %s", async (_, text, end) => {
    const { json } = await run(["keep-in-touch"], ["好的", text, "没变"]);
    expect(json).toContainEqual(end);
    expect(json.findLastIndex((line) => "bot" in line)).toBeLessThan(json.findIndex((line) => Object.keys(end)[0] === Object.keys(line)[0]));
  });

  it("takes long lines, control characters, emoji and empty lines as what they are, and refuses objects that are none of ours by their line", async () => {
    const lines = ["", "好的", "x".repeat(10_000), "没有", "\0🙂", '{"txt":1}', '{"media":"fax"}', "{ 种子"];
    const { of, exit } = await run(["test/scenarios/checkins/questionnaires/kinds-one.yaml"], lines);
    expect(of("invalid")).toMatchObject([{ question: "helper" }, { question: "inputs" }]);
    expect(of("answer")).toMatchObject([{ value: false }, { value: ["seed"] }]);
    expect(of("error")).toMatchObject([{ line: 6 }, { line: 7 }]);
    expect(exit).toBe(1);
  });

  it("answers each line before the next one is there", async () => {
    const input = new PassThrough();
    const seen = huifang(["run", "keep-in-touch", ...at], input);
    input.write("好的\n");
    input.write("没变\n");
    await new Promise((resolve) => setImmediate(resolve));
    input.end("没问题\n");
    const { out } = await seen;
    expect(JSON.parse(out.trim().split("\n").at(-1) ?? "")).toMatchObject({
      open: { phase: "asking", question: "home", answers: { contact: "same", outlook: "fine" } },
    });
  });

  it("takes a photo, and a text that comes twice once", async () => {
    const twice = '{"text":"三万","id":"a"}';
    const { of } = await run(["test/scenarios/checkins/questionnaires/kinds-two.yaml"], ["好", twice, twice, "还行", '{"media":"photo"}']);
    expect(of("answer")).toMatchObject([{ question: "income", value: 30000 }, { question: "story" }, { question: "photo", value: true }]);
    expect(of("done")).toHaveLength(1);
  });
});

describe("what cannot be run", () => {
  it("a broken draft: its places, exit 1", async () => {
    const whole = readFileSync("templates/checkins/keep-in-touch.yaml", "utf8");
    const draft = file("draft.yaml", whole.replace("type: choice", "type: chioce"));
    const { err, exit } = await huifang(["run", draft]);
    expect(err).toMatch(/draft\.yaml:\d+:\d+ {2}questions\.0/);
    expect(exit).toBe(1);
  });

  it.each([
    [["run", "no-such"], "there are"],
    [["run", "nowhere/no-such.yaml"], "no such file"],
    [["run", "keep-in-touch", "--locale", "fr"], "--locale"],
    [["run", "keep-in-touch", "--zone", "Mars/Base"], "--zone"],
    [["run", "keep-in-touch", "--currency", "???"], "--currency"],
    [["run", "keep-in-touch", "--expires", "soon"], "--expires"],
    [["run", "keep-in-touch", "--at", "10:00"], "--at"],
    [["run", "keep-in-touch", "--facts", "/nowhere.yaml"], "cannot be read"],
    [["run"], "missing required argument"],
  ])("%j is wrong usage", async (words, why) => {
    const { err, exit } = await huifang(words);
    expect(err).toContain(why);
    expect(exit).toBe(2);
  });

  it.each([
    ["a: [1", /facts\.yaml:\d+:\d+/],
    ["- 1\n- 2", /names with their values/],
    ["before:\n  turnover: null", /before\.turnover is neither/],
  ])("facts %j are refused with their place", async (text, why) => {
    const { err, exit } = await huifang(["run", "keep-in-touch", "--facts", file("facts.yaml", text)]);
    expect(err).toMatch(why);
    expect(exit).toBe(2);
  });

  it("a fact that nothing asks about is only warned of: a slip of the pen is seen", async () => {
    const { err, exit } = await huifang(["run", "keep-in-touch", "--facts", file("facts.yaml", "before.turnovre: 1\npurpose: 进货")]);
    expect(err).toBe('warning: --facts: nothing asks about "before.turnovre"\n');
    expect(exit).toBe(0);
  });
});

describe("huifang checkins list, show, try", () => {
  it("lists every questionnaire that comes with it", async () => {
    const { out, exit } = await huifang(["list", "--json"]);
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { id: string; questions: number });
    expect(lines.map(({ id }) => id)).toContain("enterprise-month");
    expect(lines.every(({ questions }) => questions > 0)).toBe(true);
    expect((await huifang(["list"])).out.split("\n")).toHaveLength(lines.length + 1);
    expect(exit).toBe(0);
  });

  it("shows one in a language, or in both, with its conditions and facts", async () => {
    const both = (await huifang(["show", "enterprise-month"])).out;
    expect(both).toContain("上个月大约收进多少");
    expect(both).toContain("Roughly how much came in last month?");
    expect(both).toContain('when answers.versus in ["less", "much_less"]');
    expect(both).toContain("= turnover (currency/month)");
    expect((await huifang(["show", "enterprise-month", "--locale", "en"])).out).not.toContain("收进");
    expect(JSON.parse((await huifang(["show", "enterprise-month", "--json"])).out)).toMatchObject({ id: "enterprise-month", version: 1 });
  });

  it("talks in the terminal until the end, and says what was recorded", async () => {
    const { out, exit } = await huifang(["try", "keep-in-touch", "--locale", "en", ...at], "yes\nsame\n/wait 2d\n/bogus\nfine\nnothing\nnever read\n");
    expect(out).toContain("Are your number and address still the same?");
    expect(out).toContain('(contact = "same")');
    expect(out).toContain("/wait 3d");
    expect(out.trim().split("\n").slice(-4)).toEqual(["done", '  contact: "same"', '  outlook: "fine"', '  home: "none"']);
    expect(exit).toBe(0);
  });
});
