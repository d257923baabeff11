import { z } from "zod";
import type { Day, Instant } from "../../domain/calendar.ts";
import type { Answer, FactValue } from "../../domain/checkins/answer.ts";
import { runPhases, type RunState } from "../../domain/checkins/run.ts";
import type { InboundId } from "../../domain/ids.ts";
import type { Currency } from "../../domain/money.ts";
import { openText, seal } from "../seal.ts";

/** How runs, answers and facts lie in their sealed columns: JSON, amounts as text. */
export const sealRun = (key: Buffer, id: string, run: RunState): Buffer<ArrayBuffer> => seal(key, `checkin_run.state/${id}`, json(run));
export const openRun = (key: Buffer, id: string, sealed: Uint8Array): RunState =>
  runForm.parse(JSON.parse(openText(key, `checkin_run.state/${id}`, sealed)));

export const sealAnswer = (key: Buffer, id: string, answer: Answer): Buffer<ArrayBuffer> => seal(key, `checkin_answer.answer/${id}`, json(answer));
export const openAnswer = (key: Buffer, id: string, sealed: Uint8Array): Answer =>
  answerForm.parse(JSON.parse(openText(key, `checkin_answer.answer/${id}`, sealed)));

export const sealFact = (key: Buffer, id: string, value: FactValue): Buffer<ArrayBuffer> => seal(key, `checkin_fact.value/${id}`, json(value));
export const openFact = (key: Buffer, id: string, sealed: Uint8Array): FactValue =>
  factForm.parse(JSON.parse(openText(key, `checkin_fact.value/${id}`, sealed)));

export const sealNote = (key: Buffer, id: string, note: string): Buffer<ArrayBuffer> => seal(key, `checkin_note.note/${id}`, note);
export const openNote = (key: Buffer, id: string, sealed: Uint8Array): string => openText(key, `checkin_note.note/${id}`, sealed);

/** As plain JSON, for the log too. */
export const plainAnswer = (answer: Answer): unknown => JSON.parse(json(answer));

const json = (value: unknown): string => JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? each.toString() : each));

const at = z.number().transform((n) => n as Instant);
const inbound = z.string().transform((s) => s as InboundId);
const answerForm = z.discriminatedUnion("type", [
  z.object({ type: z.literal("yes_no"), yes: z.boolean() }),
  z.object({ type: z.literal("choice"), key: z.string() }),
  z.object({ type: z.literal("multi_choice"), keys: z.array(z.string()) }),
  z.object({ type: z.literal("number"), value: z.number() }),
  z.object({
    type: z.literal("money"),
    minor: z.string().transform(BigInt),
    currency: z.string().transform((s) => s as Currency),
    about: z.boolean(),
  }),
  z.object({ type: z.literal("percent"), share: z.number() }),
  z.object({ type: z.literal("date"), on: z.iso.date().transform((s) => s as Day), fuzzy: z.boolean() }),
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.literal("document"), document: z.string(), media: z.string() }),
  z.object({ type: z.literal("location"), text: z.string() }),
]);
const factForm = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const runForm = z.object({
  phase: z.enum(runPhases),
  open: z.object({ question: z.string(), check: z.string().exactOptional(), askedAt: at }).nullable(),
  answers: z.record(z.string(), answerForm),
  skipped: z.array(z.string()),
  asked: z.array(z.string()),
  timesAsked: z.record(z.string(), z.int()),
  misunderstood: z.int(),
  checked: z.array(z.string()),
  nudges: z.int(),
  offeredAt: at.nullable(),
  resumeAt: at.nullable(),
  expiresAt: at,
  heard: z.array(inbound),
  toldLate: z.boolean(),
});
