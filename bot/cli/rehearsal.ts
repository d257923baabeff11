import { minuteMs, plus, type Instant, type Zone } from "../domain/calendar.ts";
import { begin } from "../domain/checkins/begin.ts";
import { nextLook } from "../domain/checkins/next-look.ts";
import type { Questionnaire, TextValues } from "../domain/checkins/questionnaire.ts";
import { checkinWords, isOver, type CheckinSay, type CheckinWorld, type RunEvent, type RunInput, type RunState } from "../domain/checkins/run.ts";
import { step } from "../domain/checkins/step.ts";
import type { TextLocale } from "../domain/day-text.ts";
import type { InboundId } from "../domain/ids.ts";
import type { Currency } from "../domain/money.ts";
import type { IntentName, Reply } from "../domain/replies/reply.ts";
import { understand } from "../domain/replies/understand.ts";
import type { Media } from "../domain/turns/media.ts";

/** What may be handed in from outside: a borrower's text or file, or time that goes by. */
export type Line =
  | { readonly kind: "text"; readonly text: string; readonly id?: string }
  | { readonly kind: "media"; readonly media: Media; readonly caption: string; readonly id?: string }
  | { readonly kind: "nudge" | "expire" | "pass" };

/** What is shown of it. `other`: none of the check-in's; in a real talk the rest of the bot answers it. */
export type Shown =
  | { readonly type: "bot"; readonly text: string; readonly buttons: readonly string[]; readonly at: Instant }
  | { readonly type: "event"; readonly event: RunEvent }
  | { readonly type: "other"; readonly intent: IntentName };

export interface RehearsalDeps {
  readonly questionnaire: Questionnaire;
  readonly locale: TextLocale;
  readonly zone: Zone;
  readonly currency: Currency;
  readonly buttons: boolean;
  readonly facts: CheckinWorld["facts"];
  readonly values: TextValues;
  readonly expiresAfterMs: number;
  render(template: string, params: CheckinSay["params"]): string;
  buttonsOf(template: string): readonly string[];
}

/** One check-in without a database: the engine as it runs with borrowers, and the sweep that wakes it. */
export class Rehearsal {
  run: RunState;
  now: Instant;
  private readonly deps: RehearsalDeps;
  private texts = 0;
  private lookAt: Instant | null;

  constructor(deps: RehearsalDeps, now: Instant) {
    this.deps = deps;
    this.now = now;
    this.run = begin(plus(now, deps.expiresAfterMs));
    this.lookAt = nextLook(this.run, now);
  }

  get zone(): Zone {
    return this.deps.zone;
  }

  open(): Shown[] {
    return this.feed({ kind: "offer" });
  }

  /** Time goes by until then, with all that falls due on the way: nudges, agreed times, the end of the time. */
  until(at: Instant): Shown[] {
    const shown: Shown[] = [];
    // a look always moves the next one forward; the bound is for a defect that did not
    for (let looks = 0; looks < mostLooks && this.lookAt !== null && this.lookAt <= at; looks++) {
      this.now = this.lookAt > this.now ? this.lookAt : this.now;
      shown.push(...this.feed({ kind: this.now >= this.run.expiresAt ? "expire" : "nudge" }));
    }
    if (at > this.now) this.now = at;
    return shown;
  }

  hear(line: Line): Shown[] {
    switch (line.kind) {
      case "pass":
        return [];
      case "nudge":
      case "expire":
        return this.feed({ kind: line.kind });
      case "media":
        return this.feed({ kind: "media", id: this.idOf(line.id), media: line.media, caption: line.caption });
      case "text":
        return this.hearText(line.text, this.idOf(line.id));
    }
  }

  /** As the turn does it: what is none of the check-in's is answered by others, then the open question is put again. */
  private hearText(text: string, id: InboundId): Shown[] {
    const { zone, locale, currency } = this.deps;
    const reply = understand(text, { receivedAt: this.now, zone, locale, currency, open: [] });
    const over = isOver(this.run.phase);
    const { shown, taken } = this.step({ kind: "text", id, text, reply });
    if (taken) return shown;
    const because = over ? undefined : cutBy(reply);
    return [
      ...shown,
      { type: "other", intent: reply.intents[0]?.name ?? "unclear" },
      ...(over ? [] : this.feed(because ? { kind: "cut", because } : { kind: "interrupted" })),
    ];
  }

  private feed(input: RunInput): Shown[] {
    return this.step(input).shown;
  }

  private step(input: RunInput): { readonly shown: Shown[]; readonly taken: boolean } {
    const { run, events, says, taken } = step(this.run, input, this.world());
    this.run = run;
    this.lookAt = nextLook(run, this.now);
    return { shown: [...events.map((event): Shown => ({ type: "event", event })), ...says.map((say) => this.said(say))], taken };
  }

  private said({ template, params, choices }: CheckinSay): Shown {
    const { render, buttons, buttonsOf } = this.deps;
    return { type: "bot", text: render(template, params), buttons: buttons ? (choices ?? buttonsOf(template)) : [], at: this.now };
  }

  private world(): CheckinWorld {
    const { render, questionnaire, zone, locale, currency, buttons, facts, values } = this.deps;
    return {
      now: this.now,
      zone,
      locale,
      currency,
      buttons,
      questionnaire,
      facts,
      values,
      words: { yes: render(checkinWords.yes, {}), no: render(checkinWords.no, {}) },
    };
  }

  private idOf(given: string | undefined): InboundId {
    this.texts += 1;
    return (given ?? `text-${String(this.texts)}`) as InboundId;
  }
}

/** Between two lines that say no time. */
export const betweenMs = minuteMs / 3;
const mostLooks = 1_000;

/** What ends all talk ends the check-in without a word. */
function cutBy({ intents }: Reply): "stopped" | "handed_over" | undefined {
  const names = new Set(intents.filter(({ confidence }) => confidence >= 0.6).map(({ name }) => name));
  if (names.has("distress") || names.has("deceased")) return "handed_over";
  return names.has("opt_out") || names.has("wrong_person") ? "stopped" : undefined;
}
