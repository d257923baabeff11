import { day, localText, weekday, zone, type Instant } from "../../bot/domain/calendar.ts";
import { currency, decimalText, money } from "../../bot/domain/money.ts";
import type { Entry, Reasons } from "./scenario-entries.ts";
import { zoneOf } from "./scenario-steps.ts";
import type { World } from "./scenario-world.ts";

/** Names for ids: "L1/3 stage +1" instead of a UUID. */
export interface Names {
  touch(id: string | undefined): string | undefined;
  loan(id: string | null | undefined): string;
  caseOf(id: string | undefined): string;
}

export async function namesOf({ database }: World): Promise<Names> {
  const loans = new Map((await database.loan.findMany()).map((row) => [row.id, row.externalId]));
  const loan = (id: string | null | undefined): string => loans.get(id ?? "") ?? "-";
  const touches = new Map((await database.touch.findMany()).map((row) => [row.id, touchName(loan(row.loanId), row)]));
  const cases = new Map((await database.escalation.findMany()).map((row) => [row.id, row.reason]));
  return { loan, touch: (id) => touches.get(id ?? ""), caseOf: (id) => cases.get(id ?? "") ?? "?" };
}

/** "L1/3 stage +1", "L1 receipt". */
export const touchName = (loan: string, { kind, instalmentNo, stage }: { kind: string; instalmentNo: number | null; stage: number | null }): string =>
  stage === null ? `${loan} ${kind}` : `${loan}/${String(instalmentNo)} stage ${signed(stage)}`;

/** One line of the golden output for an entry of the log; undefined for what says nothing to a reader. */
export function entryLine(world: World, names: Names, entry: Entry): string | undefined {
  const said = describe(names, entry);
  return said === undefined ? undefined : `${timeText(world, entry.at, entry.borrower)} ${said}`;
}

/** "2026-11-23 Mon 10:00 B1", on the borrower's own wall clock. */
export function timeText(world: World, at: Instant, borrower?: string): string {
  const inZone = borrower === undefined ? zone(world.scenario.zone) : zoneOf(world, borrower);
  const text = localText(at, inZone);
  return `${text.slice(0, 10)} ${dayNames[weekday(day(text.slice(0, 10))) - 1] ?? ""} ${text.slice(11)} ${borrower ?? "--"}`;
}

const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function describe(names: Names, { kind, body, borrower, actor }: Entry): string | undefined {
  const [head, tail] = kind.split(".");
  switch (kind) {
    case "message.received":
      return `says: ${shortened(body.text ?? "")}`;
    case "message.understood":
      return `  understood${body.act === false ? ", unsure" : ""}: ${[...(body.intents ?? []).map(({ name }) => name), ...(body.parts ?? []).map(partText)].join(", ")}`;
    case "message.claimed":
      return `<- ${[body.class, body.template, names.touch(body.unit), ...(body.carried ?? []).map(({ touch }) => names.touch(touch))].filter(Boolean).join(", ")}: ${shortened(body.text ?? "")}`;
    case "touch.deferred":
      return `   ${names.touch(body.unit) ?? "?"} waits until ${untilText(body.until)}: ${reasonsText(body.reasons)}`;
    case "touch.suppressed":
      return `   ${names.touch(body.unit) ?? "?"} is not said: ${reasonsText(body.reasons)}`;
    case "message.deferred":
    case "message.suppressed":
      return `   an answer is ${tail ?? ""}: ${reasonsText(body.reasons)}`;
    case "message.unknown":
    case "message.not_sent":
    case "message.failed":
    case "message.withdrawn":
      return `   that text is ${tail ?? ""}${body.code ? ` (${body.code})` : ""}`;
    case "message.receipt":
      return `   the provider says: ${body.state ?? ""}`;
    case "message.outcome_decided":
      return `   ${actor} decides: ${body.outcome ?? ""}`;
    case "hold.set":
      return `   hold ${body.reason ?? ""}${body.loan ? ` on ${names.loan(body.loan)}${body.instalment ? `/${String(body.instalment)}` : ""}` : ""}`;
    case "hold.lifted":
      return `   ${actor} lifts the hold ${body.reason ?? ""}`;
    case "promise.recorded":
      return `   promise: ${body.amountMinor ?? ""} minor on ${body.on ?? ""}`;
    case "payment.reversed":
      return `   the ledger reverses ${body.amount ?? ""}`;
    case "stop.set":
    case "stop.lifted":
      return `${actor} ${tail === "set" ? "presses" : "lifts"} the stop: ${body.scope ?? ""}${body.value ? ` ${String(body.value)}` : ""}`;
    case "escalation.alerted":
      return `   case ${names.caseOf(body.escalation)}: alert to the ${body.to ?? ""}`;
    case "turn.failed":
      return `   the turn failed (${body.code ?? ""})`;
  }
  if (head === "checkin" && borrower !== undefined) return checkinText(tail ?? "", body);
  if (head === "escalation")
    return `   case ${names.caseOf(body.escalation)}: ${tail ?? ""}${actor.startsWith("officer") ? ` by ${actor}` : ""}${body.code ? ` (${body.code})` : ""}`;
  if (head === "status") return `   status ${tail ?? ""}`;
  if (head === "promise") return `   the promise for ${body.on ?? ""} is ${tail ?? ""}`;
  return borrower !== undefined && !silentKinds.has(kind) ? `   ${kind}` : undefined;
}

function checkinText(what: string, { question, answer, value, name, check, because, by, times, until }: Entry["body"]): string {
  const said = [
    question,
    name === undefined ? undefined : `${name} =`,
    answer === undefined ? undefined : JSON.stringify(answer),
    value === undefined ? undefined : JSON.stringify(value),
    check && `(${check})`,
    because && `(${because})`,
    by && `(${by})`,
    times !== undefined && times > 1 ? `time ${String(times)}` : undefined,
  ];
  return `   check-in ${what}: ${what === "postponed" ? untilText(until) : ""}${said.filter(Boolean).join(" ")}`;
}

const silentKinds = new Set(["message.queued", "message.sent"]);

const untilText = (iso: string | undefined): string => `${(iso ?? "").slice(0, 16).replace("T", " ")}Z`;
const longest = 400;
/** Control characters are shown, very long texts are cut; both are noted so that a golden stays readable. */
export function shortened(text: string): string {
  const shown = text.replace(/[\u0000-\u001f\u007f]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
  return shown.length > longest ? `${shown.slice(0, 40)}… (${String(text.length)} characters)` : shown;
}

/** The policy's content hash is left out: a changed comment in a pack is no changed decision. */
export const reasonsText = (reasons: Reasons | undefined): string =>
  (reasons ?? []).map(({ rule, detail }) => (detail !== undefined && rule !== "allowed" ? `${rule} (${detail})` : rule)).join(", ");

function partText({ amount, date }: NonNullable<Entry["body"]["parts"]>[number]): string {
  const amountText = amount && `${amount.kind === "exact" ? "" : `${amount.kind} `}${amount.minor} minor`;
  const dateText = date && `${date.bound === "on" ? "" : `${date.bound} `}${date.fuzzy ? "about " : ""}${date.on}`;
  return [amountText, dateText].filter(Boolean).join(" ");
}

const signed = (n: number): string => (n > 0 ? `+${String(n)}` : String(n));
export const moneyIn = (minor: bigint, code: string): string => `${decimalText(money(minor, currency(code)))} ${code}`;
