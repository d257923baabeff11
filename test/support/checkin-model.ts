/**
 * A check-in as a database and its workers see it: one stored row of JSON under a version, workers that read, step and
 * commit. Beside it stands what must be true of everything that was committed; none of it asks the engine.
 */
import { expect } from "vitest";
import { day, dayMs, hourMs, instantAt, plus, zone, type Instant } from "../../bot/domain/calendar.ts";
import type { Answers } from "../../bot/domain/checkins/answer.ts";
import { begin } from "../../bot/domain/checkins/begin.ts";
import type { Question, Questionnaire } from "../../bot/domain/checkins/questionnaire.ts";
import { runStateForm, runStateJson } from "../../bot/domain/checkins/run-form.ts";
import { isOver, type CheckinWorld, type RunEvent, type RunInput, type RunState, type RunStep } from "../../bot/domain/checkins/run.ts";
import { step } from "../../bot/domain/checkins/step.ts";
import type { TextLocale } from "../../bot/domain/day-text.ts";
import { currency } from "../../bot/domain/money.ts";

export const shanghai = zone("Asia/Shanghai");
export const cny = currency("CNY");
export const started = instantAt(day("2026-11-28"), 600, shanghai);

export interface Setting {
  readonly questionnaire: Questionnaire;
  readonly locale: TextLocale;
  readonly buttons: boolean;
  readonly facts: CheckinWorld["facts"];
}

/** What a worker computed, and on which version. */
interface Computed {
  readonly on: number;
  readonly done: RunStep;
}

export class CheckinModel {
  now: Instant = started;
  questionnaire: Questionnaire;
  readonly inputs: { readonly input: RunInput; readonly world: CheckinWorld }[] = [];
  readonly events: RunEvent[] = [];
  /** As the events tell it. */
  open: string | null = null;
  openCheck: string | undefined;
  answers: Answers = {};
  readonly skipped = new Set<string>();
  private readonly times = new Map<string, number>();
  private readonly doubts = new Set<string>();
  private lateTexts = 0;
  private version = 0;
  private row: string;

  constructor(private readonly setting: Setting) {
    this.questionnaire = setting.questionnaire;
    this.row = runStateJson(begin(plus(started, 3 * dayMs)));
    this.hand({ kind: "offer" });
  }

  get world(): CheckinWorld {
    const { locale, buttons, facts } = this.setting;
    const values = { name: "王小明", lender: "惠农", officer: "李伟", purpose: "进货", amount: "¥8,033.00", due_on: "12月15日", principal: "¥100,000.00" };
    return {
      now: this.now,
      zone: shanghai,
      locale,
      currency: cny,
      buttons,
      questionnaire: this.questionnaire,
      facts,
      values,
      words: { yes: "是", no: "不是" },
    };
  }

  /** What is stored, read as a worker reads it, and frozen: a step that changed what it was given would throw. */
  get run(): RunState {
    return frozen(runStateForm.parse(JSON.parse(this.row)));
  }

  get openQuestion(): Question | undefined {
    return this.questionnaire.questions.find(({ id }) => id === this.open);
  }

  compute(input: RunInput): Computed {
    return { on: this.version, done: step(this.run, input, this.world) };
  }

  /** False: somebody else was first; nothing of it counts, and it is to be computed anew. */
  commit(input: RunInput, { on, done }: Computed): boolean {
    if (on !== this.version) return false;
    const before = this.run;
    this.version += 1;
    this.row = runStateJson(done.run);
    expect(runStateJson(this.run), "what is stored is read back as it was").toBe(this.row);
    this.inputs.push({ input, world: this.world });
    this.hold(before, done);
    return true;
  }

  hand(input: RunInput): RunStep {
    const computed = this.compute(input);
    expect(this.commit(input, computed)).toBe(true);
    return computed.done;
  }

  /** From the beginning, by whoever has the same inputs. */
  replayed(): string {
    const last = this.inputs.reduce((run, { input, world }) => step(run, input, world).run, begin(plus(started, 3 * dayMs)));
    return runStateJson(last);
  }
  stored(): string {
    return this.row;
  }

  private hold(before: RunState, { run, events, says, taken }: RunStep): void {
    expect(says.length, "texts at once").toBeLessThanOrEqual(2);
    if (!taken && events.length === 0) expect(runStateJson(run), "what is not the check-in's changes nothing").toBe(runStateJson(before));
    if (isOver(before.phase)) this.holdAfterEnd(run, events, says);
    for (const event of events) this.follow(event, before);
    this.events.push(...events);
    expect(run.answers, "answers are what was committed as answered, no more and no less").toEqual(this.answers);
    expect(new Set(run.skipped)).toEqual(this.skipped);
    const over = isOver(run.phase);
    expect(over && run.phase !== "expired" ? null : (run.open?.question ?? null), "what is open is what was asked last").toBe(this.open);
    if (!over && before.phase !== "postponed" && run.phase !== "postponed" && this.now >= before.expiresAt) throw new Error("went on after its time");
    if (over && !isOver(before.phase)) expect(says.length, "an end is said once").toBeLessThanOrEqual(1);
  }

  private holdAfterEnd(run: RunState, events: readonly RunEvent[], says: RunStep["says"]): void {
    expect(isOver(run.phase)).toBe(true);
    expect(
      events.filter(({ type }) => type !== "late_answer"),
      "after the end nothing happens but late answers",
    ).toEqual([]);
    expect(says.every(({ template }) => template === "checkin-late")).toBe(true);
    this.lateTexts += says.length;
    expect(this.lateTexts, "who is late is told so once").toBeLessThanOrEqual(1);
  }

  private follow(event: RunEvent, before: RunState): void {
    switch (event.type) {
      case "asked": {
        const key = event.check === undefined ? event.question : `check ${event.check}`;
        const times = (this.times.get(key) ?? 0) + 1;
        this.times.set(key, times);
        expect(times, `${key} is asked three times at the most`).toBeLessThanOrEqual(3);
        expect(event.times).toBe(times);
        this.open = event.question;
        this.openCheck = event.check;
        return;
      }
      case "answered": {
        const had = this.answers[event.question] !== undefined;
        expect(event.corrects).toBe(had);
        if (!had && event.question !== this.open) expect(event.question, "an answer is to what is open, or to what comes next").toBe(this.next());
        expect(before.heard, "a text answers once").not.toContain(event.because);
        this.answers = { ...this.answers, [event.question]: event.answer };
        this.skipped.delete(event.question);
        return;
      }
      case "skipped":
        if (event.by === "condition") {
          const { [event.question]: _, ...left } = this.answers;
          this.answers = left;
        } else if (event.by === "withdrawn") this.open = null;
        else this.skipped.add(event.question);
        return;
      case "doubt":
        expect(this.doubts.has(event.check), "a check asks once").toBe(false);
        this.doubts.add(event.check);
        return;
      case "noted":
        expect(this.doubts.has(event.check)).toBe(true);
        return;
      case "done":
      case "stopped":
      case "handed_over":
        this.open = null;
        return;
      default:
    }
  }

  private next(): string | undefined {
    return this.questionnaire.questions.find(
      ({ id, when }) => this.answers[id] === undefined && !this.skipped.has(id) && (!when || when({ answers: this.answers, facts: this.setting.facts })),
    )?.id;
  }
}

function frozen<T>(of: T): T {
  if (typeof of === "object" && of !== null) {
    Object.values(of).forEach((one: unknown) => frozen(one));
    Object.freeze(of);
  }
  return of;
}

export const hours = (n: number): number => n * hourMs;
