/**
 * A check-in as a database and its workers see it: one stored row of JSON under a version, workers that read, step and
 * commit. Beside it stands what must be true of everything that was committed; none of it asks the engine.
 */
import assert from "node:assert/strict";
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
  private readonly setting: Setting;
  private row: string;

  constructor(setting: Setting) {
    this.setting = setting;
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
    assert.equal(runStateJson(this.run), this.row, "what is stored is read back as it was");
    this.inputs.push({ input, world: this.world });
    this.hold(before, done);
    return true;
  }

  hand(input: RunInput): RunStep {
    const computed = this.compute(input);
    assert(this.commit(input, computed));
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
    assert(says.length <= 2, "two texts at once at the most");
    if (!taken && events.length === 0) assert.equal(runStateJson(run), runStateJson(before), "what is not the check-in's changes nothing");
    if (isOver(before.phase)) this.holdAfterEnd(run, events, says);
    for (const event of events) this.follow(event, before);
    this.events.push(...events);
    assert.deepEqual(run.answers, this.answers, "answers are what was committed as answered, no more and no less");
    assert.deepEqual(new Set(run.skipped), this.skipped, "what was left out is what was committed as left out");
    const over = isOver(run.phase);
    assert.equal(over && run.phase !== "expired" ? null : (run.open?.question ?? null), this.open, "what is open is what was asked last");
    if (!over && before.phase !== "postponed" && run.phase !== "postponed" && this.now >= before.expiresAt) throw new Error("went on after its time");
    if (over && !isOver(before.phase)) assert(says.length <= 1, "an end is said once");
  }

  private holdAfterEnd(run: RunState, events: readonly RunEvent[], says: RunStep["says"]): void {
    assert(isOver(run.phase), "an end is an end");
    assert(
      events.every(({ type }) => type === "late_answer"),
      "after the end nothing happens but late answers",
    );
    assert(says.every(({ template }) => template === "checkin-late"));
    this.lateTexts += says.length;
    assert(this.lateTexts <= 1, "who is late is told so once");
  }

  private follow(event: RunEvent, before: RunState): void {
    switch (event.type) {
      case "asked": {
        const key = event.check === undefined ? event.question : `check ${event.check}`;
        const times = (this.times.get(key) ?? 0) + 1;
        this.times.set(key, times);
        assert(times <= 3, `${key} is asked three times at the most`);
        assert.equal(event.times, times);
        this.open = event.question;
        this.openCheck = event.check;
        return;
      }
      case "answered": {
        const had = this.answers[event.question] !== undefined;
        assert.equal(event.corrects, had);
        if (!had && event.question !== this.open) assert.equal(event.question, this.next(), "an answer is to what is open, or to what comes next");
        assert(!before.heard.includes(event.because), "a text answers once");
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
        assert(!this.doubts.has(event.check), "a check asks once");
        this.doubts.add(event.check);
        return;
      case "noted":
        assert(this.doubts.has(event.check));
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
