import { isoInstant, localText, type Instant, type Zone } from "../../domain/calendar.ts";
import { decimalText } from "../../domain/money.ts";
import { csvCell } from "./csv-cell.ts";
import type { MessageLogItem } from "./views.ts";

/** How each row of an export is written; `head` comes first, `end` last of all. */
export interface ExportFormat {
  readonly mediaType: string;
  readonly head: string;
  row(item: MessageLogItem): string;
  end(manifest: object): string;
}

export const exportFormats: Readonly<Record<"csv" | "jsonl", ExportFormat>> = {
  csv: {
    mediaType: "text/csv; charset=utf-8",
    get head() {
      // With a byte order mark, spreadsheets read it as UTF-8.
      return `\uFEFF${line(columns)}`;
    },
    row: (item) => line(cellsOf(item)),
    end: (manifest) => line(["#end", JSON.stringify(manifest)]),
  },
  jsonl: {
    mediaType: "application/jsonl; charset=utf-8",
    head: "",
    row: (item) => `${JSON.stringify(recordOf(item))}\n`,
    end: (manifest) => `${JSON.stringify({ end: manifest })}\n`,
  },
};

const columns = [
  "at",
  "at_local",
  "zone",
  "borrower",
  "name",
  "erased",
  "branch",
  "officer",
  "channel",
  "address",
  "direction",
  "kind",
  "outcome",
  "state",
  "text",
  "template",
  "template_version",
  "text_class",
  "decision",
  "reasons",
  "policy_version",
  "deferred_until",
  "sent_at",
  "delivered_at",
  "read_at",
  "error_code",
  "understood",
  "understood_why",
  "touches",
  "id",
] as const;

const line = (cells: readonly string[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** Money and dates as in the API; absent values are null. */
function recordOf(item: MessageLogItem) {
  return {
    at: isoInstant(item.at),
    at_local: localText(item.at, item.borrower.zone as Zone),
    zone: item.borrower.zone,
    borrower: item.borrower.externalId,
    name: item.borrower.name,
    erased: item.borrower.name === null,
    branch: item.branch,
    officer: item.officer,
    channel: item.channel,
    address: item.address,
    direction: item.direction,
    kind: item.kind,
    outcome: item.outcome,
    state: item.state,
    text: item.text,
    template: item.template,
    template_version: item.templateVersion,
    text_class: item.textClass,
    decision: item.decision,
    reasons: item.reasons,
    policy_version: item.policyVersion,
    deferred_until: moment(item.until),
    sent_at: moment(item.sentAt),
    delivered_at: moment(item.deliveredAt),
    read_at: moment(item.readAt),
    error_code: item.errorCode,
    understood: item.understood && {
      ...item.understood,
      parts: item.understood.parts.map(({ amount, on }) => ({ amount: amount && `${amount.currency} ${decimalText(amount)}`, on })),
    },
    touches: item.touches,
    id: item.id,
  };
}

function cellsOf(item: MessageLogItem): string[] {
  const record = recordOf(item);
  const { understood, reasons, touches } = record;
  const said = understood && [
    ...(understood.yes === null ? [] : [understood.yes ? "yes" : "no"]),
    ...understood.intents.map(({ name, confidence }) => `${name} ${String(confidence)}`),
    ...understood.parts.map(({ amount, on }) => [amount, on].filter((part) => part !== null).join(" on ")),
    ...(understood.act ? [] : ["not acted upon"]),
  ];
  const flat = {
    ...record,
    erased: record.erased ? "yes" : "",
    reasons: reasons.map(({ rule, detail }) => (detail === null ? rule : `${rule}: ${detail}`)).join("; "),
    understood: said?.join("; ") ?? null,
    understood_why: understood?.why.join("; ") ?? null,
    touches: touches.map(touchText).join("; "),
  };
  return columns.map((column) => flat[column] ?? "");
}

const moment = (at: Instant | null): string | null => (at === null ? null : isoInstant(at));

const touchText = ({ kind, loan, instalmentNo, stage, dueOn }: MessageLogItem["touches"][number]): string =>
  stage === null ? `${loan} ${kind}` : `${loan} no. ${String(instalmentNo)} due ${String(dueOn)} stage ${String(stage)}`;
