import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dayIn, plus, type Day } from "../../bot/domain/calendar.ts";
import type { Question, Questionnaire } from "../../bot/domain/checkins/questionnaire.ts";
import type { RunInput, RunState, RunStep } from "../../bot/domain/checkins/run.ts";
import type { InboundId } from "../../bot/domain/ids.ts";
import { understand } from "../../bot/domain/replies/understand.ts";
import type { Reply } from "../../bot/domain/replies/reply.ts";
import { readCheckin } from "../../bot/templates/load-checkins.ts";
import { CheckinModel, cny, hours, shanghai, type Setting } from "./checkin-model.ts";
import { answerTo, type Move } from "./checkin-moves.ts";

const load = (file: string): Questionnaire => {
  const { questionnaire, problems } = readCheckin(readFileSync(file, "utf8"), file);
  if (!questionnaire) throw new Error(problems.map(({ message }) => message).join("; "));
  return questionnaire;
};
const shipped = ["enterprise-month", "keep-in-touch", "welcome-funds", "what-happened", "farmer-season", "project-progress", "before-large", "consumer-income"];
export const questionnaires = [
  ...["kinds-one", "kinds-two"].map((id) => load(`test/scenarios/checkins/questionnaires/${id}.yaml`)),
  ...shipped.map((id) => load(`templates/checkins/${id}.yaml`)),
];

/** By name: a counterexample is to be read. */
export interface NamedSetting extends Omit<Setting, "questionnaire"> {
  readonly of: string;
}

/** Hands in moves one by one, and holds each of known meaning against what came of it. */
export class CheckinStory {
  readonly model: CheckinModel;
  private readonly sent: RunInput[] = [];
  private other: Questionnaire | undefined;

  constructor({ of, ...setting }: NamedSetting) {
    const questionnaire = questionnaires.find(({ id }) => id === of);
    if (!questionnaire) throw new Error(`no questionnaire ${of}`);
    this.model = new CheckinModel({ ...setting, questionnaire });
  }

  play(move: Move, raced: boolean): void {
    const { model } = this;
    const input = this.inputOf(move);
    if (!input) return;
    const [before, open, check] = [model.run, model.openQuestion, model.openCheck];
    if (raced) this.race(input);
    else this.held(move, input, before, { open, check }, model.hand(input));
  }

  /** A nudge of the clock and the borrower's text at the same moment: two workers read the same row. */
  private race(input: RunInput): void {
    const { model } = this;
    const rival: RunInput = input.kind === "nudge" ? this.text("好的") : { kind: "nudge" };
    const [first, second] = [model.compute(input), model.compute(rival)];
    assert(model.commit(input, first));
    assert(!model.commit(rival, second), "what was computed on an old state is not committed");
    model.hand(rival);
  }

  /** What a move of known meaning must have led to. */
  private held(move: Move, input: RunInput, before: RunState, { open, check }: Standing, { events, taken }: RunStep): void {
    const { now } = this.model;
    const standing = before.phase === "asking" && now < before.expiresAt;
    const answered = events.flatMap((event) => (event.type === "answered" ? [event] : []));
    if (move.does === "sends_again" && before.heard.includes(idOf(input)))
      assert(
        events.every(({ type }) => type === "expired"),
        "what comes twice is heard once",
      );
    if (!standing || !open) return;
    if (move.does === "answers" && check === undefined && input.kind === "text") {
      const meant = answerTo(open, move.pick, this.model.world);
      assert.deepEqual(
        answered.map(({ question, answer }) => [question, answer]),
        [[open.id, meant?.answer]],
        "an answer is recorded under its question, and nothing besides",
      );
    }
    if (move.does === "answers" && check !== undefined && input.kind === "text")
      assert(events.some(({ type }) => type === "noted" || type === "answered") || !taken);
    if (move.does === "corrects") for (const one of answered) assert(one.corrects || one.question === open.id);
  }

  private inputOf(move: Move): RunInput | undefined {
    const { model } = this;
    switch (move.does) {
      case "answers":
        return this.answering(model.openQuestion, move.pick);
      case "answers_several": {
        const { questions } = model.questionnaire;
        const from = Math.max(
          0,
          questions.findIndex(({ id }) => id === model.open),
        );
        const texts = move.picks.flatMap((pick, i) => {
          const question = questions[from + i];
          return question ? (answerTo(question, pick, model.world)?.text ?? []) : [];
        });
        return this.text(texts.join("，"));
      }
      case "corrects": {
        const last = Object.keys(model.answers).at(-1);
        const question = model.questionnaire.questions.find(({ id }) => id === last);
        const meant = question && answerTo(question, move.pick, model.world);
        return meant && this.text(`${move.lead}${meant.text}`);
      }
      case "says":
        return this.text(move.text);
      case "sends":
        return this.remember({ kind: "media", id: this.id(), media: move.media, caption: move.caption });
      case "sends_again":
        return this.sent.at(-1 - move.back);
      case "waits":
        model.now = plus(model.now, hours(move.hours));
        return undefined;
      case "withdraws":
        this.withdraw();
        return undefined;
      case "cut":
        return { kind: "cut", because: move.because };
      case "nudge":
      case "interrupted":
      case "expire":
      case "offer":
        return { kind: move.does };
    }
  }

  /** A version without the question that is open, or back to the whole one. */
  private withdraw(): void {
    const { model } = this;
    const [whole, open] = [this.other, model.open];
    if (whole) [model.questionnaire, this.other] = [whole, undefined];
    else if (open !== null && model.questionnaire.questions.length > 1) {
      this.other = model.questionnaire;
      model.questionnaire = { ...this.other, version: 2, questions: this.other.questions.filter(({ id }) => id !== open) };
    }
  }

  private answering(question: Question | undefined, pick: number): RunInput {
    if (question?.type === "document") return this.remember({ kind: "media", id: this.id(), media: question.media[0] ?? "photo", caption: "" });
    return this.text((question && answerTo(question, pick, this.model.world)?.text) ?? "好的");
  }

  private text(text: string): RunInput {
    this.model.now = plus(this.model.now, 20_000);
    return this.remember({ kind: "text", id: this.id(), text, reply: replyTo(text, dayIn(this.model.now, shanghai), this.model) });
  }

  private remember(input: RunInput): RunInput {
    this.sent.push(input);
    return input;
  }
  private readonly id = (): InboundId => `in-${String(this.sent.length)}` as InboundId;

  /** Rested runs are woken, as the sweep does. */
  goOn(): void {
    const { resumeAt, phase } = this.model.run;
    if (phase !== "postponed" || resumeAt === null) return;
    if (this.model.now < resumeAt) this.model.now = resumeAt;
    this.play({ does: "nudge" }, false);
  }

  towardsTheEnd(by: "answers" | "nonsense" | "nudges" | "own questions", i: number): void {
    this.goOn();
    if (by === "answers") this.play({ does: "answers", pick: i }, false);
    if (by === "nonsense") this.play({ does: "says", text: ["啦啦啦", "…", "asdf qwer"][i % 3] ?? "" }, false);
    if (by === "nudges") this.play({ does: "nudge" }, false);
    if (by === "own questions") {
      const { taken } = this.model.hand(this.text("你们利息多少？"));
      if (!taken) this.play({ does: "interrupted" }, false);
    }
  }
}

interface Standing {
  readonly open: Question | undefined;
  readonly check: string | undefined;
}

const idOf = (input: RunInput): InboundId => (input.kind === "text" || input.kind === "media" ? input.id : ("none" as InboundId));

const replies = new Map<string, Reply>();
function replyTo(text: string, on: Day, { now, world: { locale } }: CheckinModel): Reply {
  const key = `${locale}/${on}/${text}`;
  const known = replies.get(key) ?? understand(text, { receivedAt: now, zone: shanghai, locale, currency: cny, open: [] });
  replies.set(key, known);
  return known;
}
