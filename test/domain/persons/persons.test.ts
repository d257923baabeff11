import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { hear } from "../../../bot/channels/sim/persons/hear.ts";
import { heardAs, languageOf, type Heard } from "../../../bot/channels/sim/persons/heard.ts";
import { createPerson, shares } from "../../../bot/channels/sim/persons/person.ts";
import { dayMs, instant, plus } from "../../../bot/domain/calendar.ts";

const now = instant("2026-11-23T01:00:00Z");
const zhReminder = "您有一笔还款 ¥8,033.00，今天是还款日。";
const enReminder = "A payment of $8,033.00 is due today.";
const crowd = Array.from({ length: 2_000 }, (_, n) => createPerson(`+861380013${String(n).padStart(4, "0")}`, 7));

/** What each of the lender's templates must be taken for; one that is missing here is a statement. */
const meanings: Readonly<Record<string, Heard>> = {
  "confirm-person": "identity",
  "confirm-promise": "confirm",
  "promise-amount": "amount",
  "promise-too-much": "amount",
  "promise-when": "when",
  "promise-past": "when",
  "promise-too-far": "when",
  rephrase: "rephrase",
  "checkin-offer": "ready",
  "checkin-start": "ready",
  "checkin-stopped": "statement",
  "due-now": "reminder",
  "reminder-before": "reminder",
  "reminder-due": "reminder",
  "reminder-late": "reminder",
  "reminder-late-30": "reminder",
  "arrangement-offer": "choice",
  "arrangement-quote": "confirm",
  "arrangement-confirm": "confirm",
  "arrangement-approved": "confirm",
  "arrangement-changed": "confirm",
  "arrangement-proposed": "statement",
  "arrangement-waiting": "statement",
  "arrangement-agreed": "statement",
  "arrangement-refused": "statement",
  "arrangement-guarantor": "statement",
  "promise-recorded": "statement",
  "claims-paid-noted": "statement",
  "dispute-noted": "statement",
  "hardship-noted": "statement",
  "human-coming": "statement",
  "nothing-due": "statement",
  "opt-out-done": "statement",
  "question-passed-on": "statement",
  "refusal-noted": "statement",
  "time-noted": "statement",
  "wrong-person-noted": "statement",
};

describe("simulated persons", () => {
  it.each([
    ["zh", "有客户拖着货款没付吗？\n1. 没有\n2. 有几家\n3. 不少"],
    ["en", "Are customers paying late?\n1. None\n2. A few\n3. Many"],
  ])("answer a check-in's list with one of its own numbers, each of them now and then (%s)", (_language, text) => {
    const said = crowd
      .filter(({ temperament }) => temperament === "promiser")
      .flatMap((person) => hear(person, text, now))
      .flatMap((action) => (action.kind === "reply" ? [action.text] : []));
    expect([...new Set(said)].toSorted()).toEqual(["1", "2", "3"]);
  });

  it.each(["上个月大约收进多少？说个大概就行。", "Roughly how much came in last month? A rough figure is fine."])(
    "take %s for a question about business, not for a debt",
    (text) => {
      expect(heardAs(text)).toBe("takings");
    },
  );

  it.each(Object.entries(meanings))("take %s for %s in both languages", (template, meaning) => {
    const texts = textsOf(template);
    expect(Object.entries(texts).map(([locale, text]) => [locale, heardAs(text)])).toEqual(Object.keys(texts).map((locale) => [locale, meaning]));
  });

  it("are the same for the same address and seed, and others for another seed", () => {
    for (const person of crowd.slice(0, 50)) expect(createPerson(person.address, person.seed)).toEqual(person);
    expect(crowd.map((p) => createPerson(p.address, 8).temperament)).not.toEqual(crowd.map((p) => p.temperament));
  });

  it("come in all temperaments, in their shares", () => {
    expect(shares.reduce((sum, [, percent]) => sum + percent, 0)).toBe(100);
    for (const [temperament, percent] of shares) {
      const part = (100 * crowd.filter((p) => p.temperament === temperament).length) / crowd.length;
      expect(Math.abs(part - percent)).toBeLessThan(4);
    }
  });

  it("do the same on hearing the same on the same day", () => {
    fc.assert(
      fc.property(fc.constantFrom(...crowd), fc.constantFrom(zhReminder, enReminder, "请问您是王芳吗？"), (person, text) => {
        expect(hear(person, text, now)).toEqual(hear(person, text, plus(now, 1)));
      }),
    );
  });

  it("act later, in order, in few words and never pay more than is due, whatever they hear", () => {
    fc.assert(
      fc.property(fc.constantFrom(...crowd), fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(zhReminder, enReminder)), (person, text) => {
        const actions = hear(person, text, now);
        expect(actions.length).toBeLessThanOrEqual(2);
        expect(actions.map((a) => a.afterMs)).toEqual(actions.map((a) => a.afterMs).sort((a, b) => a - b));
        for (const action of actions) {
          expect(action.afterMs).toBeGreaterThan(2_000);
          expect(action.afterMs).toBeLessThan(7 * dayMs);
          if (action.kind === "pay") expect(action.fraction > 0 && action.fraction <= 1).toBe(true);
          else expect(action.text.length > 0 && action.text.length < 80).toBe(true);
        }
      }),
    );
  });

  it("never answer a statement, so that two machines do not talk for ever", () => {
    for (const template of ["promise-recorded", "human-coming", "nothing-due", "opt-out-done"]) {
      for (const text of Object.values(textsOf(template))) for (const person of crowd.slice(0, 200)) expect(hear(person, text, now)).toEqual([]);
    }
  });

  it("answer in the language they were spoken to", () => {
    const replies = (text: string) => crowd.flatMap((p) => hear(p, text, now)).flatMap((a) => (a.kind === "reply" ? [a.text] : []));
    expect(replies(enReminder).filter((text) => languageOf(text) === "zh")).toEqual([]);
    expect(replies(zhReminder).filter((text) => /[a-z]/i.test(text))).toEqual([]);
  });

  it("say who they are, or that the number is wrong", () => {
    const said = (text: string) =>
      crowd
        .filter((p) => p.temperament !== "silent" && p.temperament !== "noise")
        .flatMap((p) => hear(p, text, now).map((a) => (a.kind === "reply" ? a.text : "")));
    for (const text of said("请问您是王芳吗？")) expect(text).toMatch(/是|打错/);
    for (const text of said("Am I speaking with Ana?")) expect(text).toMatch(/yes|wrong number/i);
  });

  it("promise and keep it three times in four", () => {
    const promisers = crowd.filter((p) => p.temperament === "promiser");
    const kept = promisers.filter((p) => hear(p, zhReminder, now).some((a) => a.kind === "pay"));
    expect(kept.length / promisers.length).toBeGreaterThan(0.68);
    expect(kept.length / promisers.length).toBeLessThan(0.82);
  });
});

/** The template's text by locale, with something in its gaps. */
function textsOf(template: string): Readonly<Record<string, string>> {
  const path = join(import.meta.dirname, "../../../templates/messages", `${template}.yaml`);
  const { texts } = z.object({ texts: z.record(z.string(), z.string()) }).parse(parse(readFileSync(path, "utf8")));
  return Object.fromEntries(Object.entries(texts).map(([locale, text]) => [locale, fill(text, locale)]));
}

function fill(text: string, locale: string): string {
  const zh = locale.startsWith("zh");
  const gaps: Readonly<Record<string, string>> = {
    amount: zh ? "¥8,033.00" : "CN¥8,033.00",
    owed: "¥8,033.00",
    on: zh ? "11月27日" : "November 27",
    due_on: zh ? "11月23日" : "November 23",
    latest: "11-30",
    days: "3",
    lender: zh ? "安和小贷" : "Anhe Credit",
    name: zh ? "王芳" : "Wang Fang",
  };
  return text.replace(/\{(\w+), plural[^}]*\}[^}]*\}\}/g, "3 days").replace(/\{(\w+)\}/g, (_gap, name: string) => gaps[name] ?? "3");
}
