/** A round's answers as a table or as lines of JSON: one row for each answer that holds, and one for a run without any. */
import { isoInstant } from "../../domain/calendar.ts";
import { decimalText, money } from "../../domain/money.ts";
import type { Answer } from "../../domain/checkins/answer.ts";
import { csvCell } from "../message-log/csv-cell.ts";
import type { AnswerView, RunView } from "./ports.ts";

export const exportMediaTypes = { csv: "text/csv; charset=utf-8", jsonl: "application/jsonl; charset=utf-8" } as const;
export type ExportFormat = keyof typeof exportMediaTypes;

const columns = [
  "run",
  "borrower",
  "name",
  "loan",
  "branch",
  "officer",
  "questionnaire",
  "version",
  "phase",
  "offered_at",
  "ended_at",
  "question",
  "type",
  "value",
  "unit",
  "about",
  "text",
  "answered_at",
  "took_seconds",
  "corrected",
] as const;

/** With a byte order mark, spreadsheets read it as UTF-8. */
export const exportHead = (format: ExportFormat): string => (format === "csv" ? `\uFEFF${line(columns)}` : "");

export function exportRun(format: ExportFormat, run: RunView): string {
  const records = run.answers.length === 0 ? [recordOf(run, undefined)] : run.answers.map((answer) => recordOf(run, answer));
  return records.map((record) => (format === "csv" ? line(columns.map((column) => String(record[column] ?? ""))) : `${JSON.stringify(record)}\n`)).join("");
}

const line = (cells: readonly string[]): string => `${cells.map(csvCell).join(",")}\r\n`;

type Row = Readonly<Record<(typeof columns)[number], string | number | boolean | null>>;

function recordOf(run: RunView, answer: AnswerView | undefined): Row {
  return {
    run: run.id,
    borrower: run.borrower.externalId,
    name: run.borrower.name,
    loan: run.loan,
    branch: run.branch,
    officer: run.officer,
    questionnaire: run.questionnaire,
    version: run.version,
    phase: run.phase,
    offered_at: run.offeredAt === null ? null : isoInstant(run.offeredAt),
    ended_at: run.endedAt === null ? null : isoInstant(run.endedAt),
    question: answer?.question ?? null,
    ...valueOf(answer?.answer ?? null),
    text: answer?.text?.[run.locale.startsWith("zh") ? "zh-CN" : "en"] ?? null,
    answered_at: answer ? isoInstant(answer.at) : null,
    took_seconds: answer ? Math.round(answer.tookMs / 1_000) : null,
    corrected: answer?.corrects ?? null,
  };
}

/** The value as machines take it: amounts exact in major units, shares as 0 … 1, several choices with a semicolon between. */
export function valueOf(answer: Answer | null): {
  readonly type: string | null;
  readonly value: string | number | boolean | null;
  readonly unit: string | null;
  readonly about: boolean | null;
} {
  const as = (value: string | number | boolean, unit: string | null = null, about: boolean | null = null) => ({
    type: answer?.type ?? null,
    value,
    unit,
    about,
  });
  switch (answer?.type) {
    case undefined:
      return { type: null, value: null, unit: null, about: null };
    case "yes_no":
      return as(answer.yes);
    case "choice":
      return as(answer.key);
    case "multi_choice":
      return as(answer.keys.join("; "));
    case "number":
      return as(answer.value);
    case "money":
      return as(decimalText(money(answer.minor, answer.currency)), answer.currency, answer.about);
    case "percent":
      return as(answer.share, "share");
    case "date":
      return as(answer.on, null, answer.fuzzy);
    case "text":
    case "location":
      return as(answer.text);
    case "document":
      return as(answer.media);
  }
}
