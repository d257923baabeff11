import { addDays, day, instant, zone, type Day } from "../../../bot/domain/calendar.ts";
import { currency } from "../../../bot/domain/money.ts";
import type { BorrowerId, ContactPointId, InboundId, LoanId } from "../../../bot/domain/ids.ts";
import type { IntentName, Reply, ReplyContext, ReplyPart, SaidAmount } from "../../../bot/domain/replies/reply.ts";
import { advance, begin, type Course, type Heard, type Step } from "../../../bot/domain/turns/course.ts";
import { ears } from "../../../bot/domain/turns/ears.ts";
import { understoodIn } from "../../../bot/domain/turns/understood-in.ts";
import { turnPlan, type HeardStep } from "../../../bot/domain/turns/turn-plan.ts";
import type { InboundText, OpenQuestion, TurnPlan, TurnState } from "../../../bot/domain/turns/turn.ts";

// ids are opaque to the domain: any text will do
export const inboundId = (n: number): InboundId => `text-${n}` as InboundId;
export const loanId = "loan-1" as LoanId;
export const cny = currency("CNY");
export const now = instant("2026-11-22T02:00:00Z");
export const today = day("2026-11-22");

/** A known borrower with 8,033.00 open since yesterday and as much again in a month. */
export function known(
  change: Partial<Omit<TurnState, "contact">> & { readonly contact?: Partial<TurnState["contact"]>; readonly locale?: string } = {},
): TurnState {
  const { contact, locale, ...rest } = change;
  return {
    now,
    borrower: { id: "borrower-1" as BorrowerId, locale: locale ?? "zh-CN", zone: zone("Asia/Shanghai") },
    takenOver: false,
    silenced: false,
    asked: null,
    unclearInRow: 0,
    loans: [
      {
        id: loanId,
        ending: "0071",
        openMinor: 1_606_600n,
        currency: cny,
        instalments: [
          { no: 3, dueOn: day("2026-11-21"), outstandingMinor: 803_300n },
          { no: 4, dueOn: day("2026-12-21"), outstandingMinor: 803_300n },
        ],
      },
    ],
    ...rest,
    contact: { id: "contact-1" as ContactPointId, channel: "chat", verified: true, optedOut: false, ...contact },
  };
}

export const stranger = (change: Parameters<typeof known>[0] = {}): TurnState =>
  known({ asked: { kind: "confirm_person", askedAt: now }, ...change, contact: { verified: false, ...change.contact } });

export const quoted = (on: Day = day("2026-12-15"), amountMinor = 500_000n): OpenQuestion => ({
  kind: "confirm_promise",
  askedAt: now,
  loanId,
  instalmentNo: 3,
  amountMinor,
  currency: cny,
  on,
});

/** What understanding is taken to have made of a text. */
export interface Meaning {
  readonly is: readonly IntentName[];
  readonly act?: boolean;
  readonly yes?: boolean;
  readonly parts?: readonly ReplyPart[];
}

const evidence = { start: 0, end: 1, rule: "test" };
export const amount = (minor: bigint, kind: SaidAmount["kind"] = "exact", of = cny): ReplyPart => ({ amount: { minor, kind, currency: of, evidence } });
export const date = (on: Day, more: { fuzzy?: boolean; bound?: "on" | "by" | "after" } = {}): ReplyPart => ({
  date: { on, bound: more.bound ?? "on", fuzzy: more.fuzzy ?? false, evidence },
});
export const inDays = (n: number): Day => addDays(today, n);

export const replyOf = ({ is, act, yes, parts }: Meaning): Reply => ({
  act: act ?? true,
  intents: is.map((name) => ({ name, confidence: 0.95, evidence: [evidence] })),
  parts: parts ?? [],
  ...(yes !== undefined && { yes }),
  why: [],
});

export const textOf = (n: number, text: string, late = false): InboundText => ({ id: inboundId(n), text, receivedAt: now, late });

/** The ears alone, in their order: what Botkit's routing must come to as well. */
export function hearTurn(state: TurnState, texts: readonly InboundText[], understand: (text: string, context: ReplyContext) => Reply): TurnPlan {
  let course = begin(state);
  const steps: HeardStep[] = [];
  for (const text of texts) {
    const heard = understoodIn(course, text, understand);
    const step = firstToTake(course, heard);
    steps.push({ heard, step });
    course = advance(course, step);
  }
  return turnPlan(state, steps);
}

function firstToTake(course: Course, heard: Heard): Step {
  for (const hear of [...ears.interrupting, ...ears.hearing]) {
    const step = hear(course, heard);
    if (step) return step;
  }
  return ears.otherwise(course, heard);
}
