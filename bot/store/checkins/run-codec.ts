import { z } from "zod";
import type { Answer, FactValue } from "../../domain/checkins/answer.ts";
import { answerForm, runStateForm, runStateJson } from "../../domain/checkins/run-form.ts";
import type { RunState } from "../../domain/checkins/run.ts";
import { openText, seal } from "../seal.ts";

/** How runs, answers and facts lie in their sealed columns: JSON, amounts as text. */
export const sealRun = (key: Buffer, id: string, run: RunState): Buffer<ArrayBuffer> => seal(key, `checkin_run.state/${id}`, runStateJson(run));
export const openRun = (key: Buffer, id: string, sealed: Uint8Array): RunState =>
  runStateForm.parse(JSON.parse(openText(key, `checkin_run.state/${id}`, sealed)));

export const sealAnswer = (key: Buffer, id: string, answer: Answer): Buffer<ArrayBuffer> => seal(key, `checkin_answer.answer/${id}`, json(answer));
export const openAnswer = (key: Buffer, id: string, sealed: Uint8Array): Answer =>
  answerForm.parse(JSON.parse(openText(key, `checkin_answer.answer/${id}`, sealed)));

export const sealFact = (key: Buffer, id: string, value: FactValue): Buffer<ArrayBuffer> => seal(key, `checkin_fact.value/${id}`, json(value));
export const openFact = (key: Buffer, id: string, sealed: Uint8Array): FactValue =>
  factForm.parse(JSON.parse(openText(key, `checkin_fact.value/${id}`, sealed)));

export const sealNote = (key: Buffer, id: string, note: string): Buffer<ArrayBuffer> => seal(key, `checkin_note.note/${id}`, note);

/** As plain JSON, for the log too. */
export const plainAnswer = (answer: Answer): unknown => JSON.parse(json(answer));

const json = (value: unknown): string => JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? each.toString() : each));
const factForm = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
