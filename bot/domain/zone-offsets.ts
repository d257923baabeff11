/** How far the wall clock of a zone is from UTC, from tables that are made once a zone and year. Pure: the same always. */

/** Milliseconds east of UTC at that moment (ms since 1970). Throws RangeError for a zone that the runtime lacks. */
export function offsetAt(at: number, zone: string): number {
  const latest = lastUsed.get(zone);
  if (latest && at >= latest.from && at < latest.to) return latest.offset;
  const span = spanAt(at, zone);
  lastUsed.set(zone, span);
  return span.offset;
}

function spanAt(at: number, zone: string): Span {
  let years = zones.get(zone);
  if (!years) zones.set(zone, (years = new Map()));
  const year = new Date(at).getUTCFullYear();
  let spans = years.get(year);
  if (!spans) years.set(year, (spans = spansOf(year, zone)));
  const found = spans.find(({ from, to }) => at >= from && at < to);
  if (!found) throw new RangeError("a moment outside of its own year");
  return found;
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

// About 600 zones and the years that a loan book speaks of: bounded.
const zones = new Map<string, Map<number, readonly Span[]>>();
// Neighbouring questions are about the same half of a year.
const lastUsed = new Map<string, Span>();

const dayMs = 86_400_000;
/** No zone has changed its clock twice within so few days since 1970 (Morocco's Ramadan: a month). */
const stepMs = 4 * dayMs;

function spansOf(year: number, zone: string): readonly Span[] {
  const ends = Date.UTC(year + 1, 0, 1);
  const format = wallClock(zone);
  const spans: Span[] = [];
  let began = Date.UTC(year, 0, 1);
  let offset = read(format, began);
  for (let from = began; from < ends; from += stepMs) {
    const to = Math.min(from + stepMs, ends);
    const then = read(format, to);
    if (then === offset) continue;
    const changes = changeBetween(from, to, offset, format);
    spans.push({ from: began, to: changes, offset });
    began = changes;
    offset = then;
  }
  if (began < ends) spans.push({ from: began, to: ends, offset });
  return spans;
}

/** Zones change on whole seconds. */
function changeBetween(before: number, after: number, offset: number, format: Intl.DateTimeFormat): number {
  let [low, high] = [before / 1_000, after / 1_000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (read(format, middle * 1_000) === offset) low = middle;
    else high = middle;
  }
  return high * 1_000;
}

function read(format: Intl.DateTimeFormat, at: number): number {
  const parts = format.formatToParts(at);
  const get = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(get("year"), get("month") - 1, get("day"), get("hour"), get("minute"), get("second")) - Math.floor(at / 1_000) * 1_000;
}

/** Throws RangeError where the runtime knows no such zone. */
export const wallClock = (zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat("en-u-ca-iso8601", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
