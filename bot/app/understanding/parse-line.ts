import { z } from "zod";
import { dayMs, daysBetween, day, minuteMs, parseDay, parseZone, plus, instant, parseInstant, zone, type Day, type Instant } from "../../domain/calendar.ts";
import { parseAmount, parseCurrency, type Currency } from "../../domain/money.ts";
import type { Asked, ReplyContext } from "../../domain/replies/reply.ts";

/** What a line of `huifang parse` asks: a text and what is known about the moment it came. */
export interface ParseRequest {
  readonly id: string | number;
  readonly text: string;
  readonly context: ReplyContext;
}

/** Undefined `id` where the line does not say it. */
export type ParsedLine = { readonly request: ParseRequest } | { readonly id?: string | number; readonly error: string };

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  received_at: z.string().nullish(),
  asked: z.string().nullish(),
  currency: z.string().nullish(),
  locale: z.string().nullish(),
  zone: z.string().nullish(),
  open: z.array(z.object({ amount: z.union([z.number(), z.string()]), due_on: z.string() })).nullish(),
});

/** Reads one line; `now` stands in where it does not say when the text came. */
export function parseLine(line: string, now: Instant): ParsedLine {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { error: "not JSON" };
  }
  const id = typeof json === "object" && json !== null && "id" in json && (typeof json.id === "string" || typeof json.id === "number") ? json.id : undefined;
  const refuse = (error: string): ParsedLine => ({ ...(id !== undefined && { id }), error });
  const parsed = lineSchema.safeParse(json);
  if (!parsed.success) return refuse(parsed.error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message)).join("; "));
  const { text, received_at: received, asked: askedName, locale, zone: zoneName, open = [] } = parsed.data;

  const currency = currencyFor(parsed.data.currency, text);
  if (currency === undefined) return refuse(`currency: not an ISO 4217 code: ${String(parsed.data.currency)}`);
  const at = received === null || received === undefined ? { receivedAt: now, zone: utc } : moment(received, zoneName);
  if (at === undefined) return refuse("received_at: not an ISO 8601 moment, or zone: not an IANA zone");
  const asked = askedName === null || askedName === undefined || askedName === "" ? undefined : askedNames.get(askedName);
  if (askedName && askedName !== "none" && asked === undefined) return refuse(`asked: unknown: ${askedName}; one of ${[...askedNames.keys()].join(", ")}`);
  const instalments = (open ?? []).map(({ amount, due_on }) => ({ minor: parseAmount(String(amount), currency), dueOn: parseDay(due_on) }));
  const sound = instalments.flatMap(({ minor, dueOn }) => (minor === undefined || dueOn === undefined ? [] : [{ minor, dueOn }]));
  if (sound.length < instalments.length) return refuse("open: an amount or due_on that is none");
  return {
    request: {
      id: parsed.data.id,
      text,
      context: { ...at, locale: locale ?? localeOf(text), currency, open: sound.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1)), ...(asked && { asked }) },
    },
  };
}

/** Our own names, and those of the published corpora. */
const askedNames = new Map<string, Asked>([
  ["confirm_person", "confirm_person"],
  ["confirm_promise", "confirm_promise"],
  ["confirm_paid", "confirm_paid"],
  ["promise_when", "promise_when"],
  ["promise_amount", "promise_amount"],
  ["rephrase", "rephrase"],
  ["ask_person", "confirm_person"],
  ["ask_promise", "confirm_promise"],
  ["ask_paid", "confirm_paid"],
  ["ask_date", "promise_when"],
  ["ask_amount", "promise_amount"],
]);

const utc = zone("UTC");
const epoch = day("1970-01-01");
const epochInstant = instant("1970-01-01T00:00:00Z");

/**
 * Days count on the wall clock of the place where the text came in: of the zone where one is given, else of the offset
 * that the moment is written with.
 */
function moment(received: string, zoneName: string | null | undefined): Pick<ReplyContext, "receivedAt" | "zone"> | undefined {
  if (zoneName) {
    const [inZone, receivedAt] = [parseZone(zoneName), parseInstant(received)];
    return inZone && receivedAt !== undefined ? { receivedAt, zone: inZone } : undefined;
  }
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(received.trim());
  const on = match?.[1] === undefined ? undefined : knownDay(match[1]);
  const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0);
  if (on === undefined || minutes >= 1_440) return undefined;
  return { receivedAt: plus(epochInstant, daysBetween(epoch, on) * dayMs + minutes * minuteMs), zone: utc };
}

/** Many lines tell of few days, and checking one by the calendar costs as much as reading the line. */
const days = new Map<string, Day | undefined>();
function knownDay(text: string): Day | undefined {
  if (!days.has(text)) {
    if (days.size > 5_000) days.clear();
    days.set(text, parseDay(text));
  }
  return days.get(text);
}

function currencyFor(code: string | null | undefined, text: string): Currency | undefined {
  return parseCurrency(code?.toUpperCase() ?? (/\p{Script=Han}/u.test(text) ? "CNY" : "USD"));
}

const localeOf = (text: string): string => (/\p{Script=Han}/u.test(text) ? "zh-CN" : "en");
