import { z } from "@hono/zod-openapi";
import { page, person } from "./forms.ts";
import { day, moment, momentOrNull } from "./wire.ts";

const text = z.string();
const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();
const inBoth = z.object({ "zh-CN": text, en: text }).openapi("InBoth");

const shownQuestion = z.object({
  id: text,
  type: text,
  text: inBoth,
  help: inBoth.nullable(),
  options: list(z.object({ key: text, label: inBoth })),
  skippable: z.boolean(),
  condition: text.nullable(),
  fact: z.object({ name: text, unit: text.nullable() }).nullable(),
});
const shownCheckin = z.object({
  id: text,
  version: z.int(),
  purpose: inBoth,
  audience: list(text),
  why: inBoth,
  thanks: inBoth,
  opening: z.object({ text: inBoth, buttons: z.object({ "zh-CN": list(text), en: list(text) }) }).nullable(),
  consent: text.nullable(),
  neverOverdue: z.boolean(),
  writtenBy: text.nullable(),
  questions: list(shownQuestion),
  checks: list(z.object({ id: text, after: text, condition: text, clarify: inBoth, note: inBoth })),
});
export const versionList = z.object({
  items: list(
    z.object({
      id: text,
      questionnaire: text,
      version: z.int(),
      state: z.enum(["draft", "approved", "published", "withdrawn"]),
      author: text.nullable(),
      approver: text.nullable(),
      createdAt: moment,
      publishedAt: momentOrNull,
      withdrawnQuestions: list(text),
      shown: shownCheckin.nullable(),
    }),
  ),
});
export const moveBody = z.strictObject({ questionnaire: z.string().min(1).max(100), version: z.int().min(1) });

/** Of a trade, a branch or both; who is none of these is not asked. */
const place = z.string().trim().min(1).max(100);
export const roundBody = z.strictObject({
  questionnaire: place,
  goal: z.string().trim().min(1).max(200),
  trade: place.optional(),
  branch: place.optional(),
  borrowerType: place.optional(),
});

const roundRow = z.object({
  id: text,
  kind: text,
  questionnaire: text,
  goal: text,
  createdAt: moment,
  expiresAt: moment,
  phases: z.record(text, z.int()),
});
export const roundPage = page(roundRow);

const noteView = z.object({ id: text, run: text, borrower: person, check: text, note: text.nullable(), at: moment, settledBy: text.nullable() });
const figures = z.object({
  unit: text,
  count: z.int(),
  least: z.number(),
  median: z.number(),
  most: z.number(),
  bins: list(z.object({ from: z.number(), to: z.number(), count: z.int() })),
});
export const roundView = roundRow.extend({
  medianMs: z.number().nullable(),
  howFar: list(z.object({ answered: z.int(), runs: z.int() })),
  questions: list(
    z.object({
      question: text,
      answered: z.int(),
      corrected: z.int(),
      medianMs: z.number(),
      chosen: z.record(text, z.int()),
      figures: list(figures),
      words: z.int(),
      text: inBoth.nullable(),
      type: text,
      labels: z.record(text, inBoth),
    }),
  ),
  said: list(z.object({ run: text, borrower: person, question: text, text, at: moment })),
  notes: list(noteView),
});

/** The answer itself stays here: pages show it in words. */
const answerView = z.object({
  question: text,
  asked: inBoth.nullable(),
  text: inBoth.nullable(),
  figure: z.object({ unit: text, value: z.number() }).nullable(),
  at: moment,
  tookMs: z.number(),
  corrects: z.boolean(),
});
const formalityReason = z.discriminatedUnion("because", [
  z.object({ because: z.literal("same_as_last_round"), answers: z.int() }),
  z.object({ because: z.literal("faster_than_read"), answers: z.int(), of: z.int() }),
  z.object({ because: z.literal("reused_file"), files: z.int(), ofOthers: z.int() }),
  z.object({ because: z.literal("one_figure"), answers: z.int() }),
  z.object({ because: z.literal("shared_device"), others: z.int() }),
]);
export const borrowerCheckins = z.object({
  items: list(
    z.object({
      id: text,
      loan: text,
      round: text,
      questionnaire: text,
      version: z.int(),
      phase: text,
      offeredAt: momentOrNull,
      endedAt: momentOrNull,
      endedBecause: text.nullable(),
      answers: list(answerView),
      formality: z.object({ score: z.number(), reasons: list(formalityReason) }).nullable(),
      notes: list(noteView),
    }),
  ),
});

export const visitList = z.object({
  items: list(
    z.object({
      id: text,
      borrower: person,
      loan: text,
      branch: text,
      officer: text,
      questionnaire: text,
      state: text,
      dueOn: day,
      createdAt: moment,
      endedAt: momentOrNull,
      endedBy: text.nullable(),
      note: text.nullable(),
    }),
  ),
});
export const endVisitBody = z.strictObject({ to: z.enum(["done", "cancelled"]), note: z.string().trim().min(1).max(4_000) });
