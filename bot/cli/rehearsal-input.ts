import { z } from "zod";
import { dayMs, hourMs, minuteMs, parseInstant, type Instant } from "../domain/calendar.ts";
import { mediaKinds } from "../domain/turns/media.ts";
import type { Line } from "./rehearsal.ts";

/** A line that was read: what comes in, and when. */
export type ReadLine = { readonly line: Line; readonly at?: Instant; readonly waitMs?: number } | { readonly error: string } | undefined;

/** Longer than any channel delivers. */
export const longestLine = 200_000;

const moment = z.string().transform((text, ctx): Instant => {
  const at = parseInstant(text);
  if (at !== undefined) return at;
  ctx.addIssue("a moment with its offset, as 2026-11-28T10:00:00+08:00");
  return z.NEVER;
});
const wait = z.string().transform((text, ctx): number => {
  const ms = durationMs(text);
  if (ms !== undefined) return ms;
  ctx.addIssue(`a time such as 90m, 12h or 3d, at most ${String(mostDays)}d`);
  return z.NEVER;
});
const lineForm = z.union([
  z.strictObject({ text: z.string(), id: z.string().min(1).optional(), at: moment.optional() }),
  z.strictObject({ media: z.enum(mediaKinds), caption: z.string().default(""), id: z.string().min(1).optional(), at: moment.optional() }),
  z.strictObject({ wait }),
  z.strictObject({ nudge: z.literal(true) }),
  z.strictObject({ expire: z.literal(true) }),
]);

/** Plain text is what the borrower writes; an object says more. Undefined: an empty line, which is nothing. */
export function readLine(raw: string): ReadLine {
  if (raw.trim() === "") return undefined;
  if (raw.length > longestLine) return { error: `longer than ${String(longestLine)} characters` };
  const json = objectOf(raw);
  if (json === undefined) return { line: { kind: "text", text: raw } };
  const read = lineForm.safeParse(json);
  if (!read.success)
    return { error: `${problemOf(json, read.error)}; a line is plain text, or {"text"}, {"media"}, {"wait"}, {"nudge": true} or {"expire": true}` };
  const of = read.data;
  if ("wait" in of) return { line: { kind: "pass" }, waitMs: of.wait };
  if ("nudge" in of) return { line: { kind: "nudge" } };
  if ("expire" in of) return { line: { kind: "expire" } };
  const more = { ...(of.at !== undefined && { at: of.at }) };
  const id = of.id === undefined ? {} : { id: of.id };
  return "text" in of
    ? { line: { kind: "text", text: of.text, ...id }, ...more }
    : { line: { kind: "media", media: of.media, caption: of.caption, ...id }, ...more };
}

/** A borrower may write "{" as well: only a whole JSON object is one of ours. */
function objectOf(raw: string): object | undefined {
  if (!raw.trimStart().startsWith("{")) return undefined;
  try {
    const json: unknown = JSON.parse(raw);
    return typeof json === "object" && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}

/** What is wrong with the shape that was meant, by its first known key. */
function problemOf(json: object, error: z.ZodError): string {
  const at = forms.findIndex((key) => key in json);
  const [issue] = error.issues;
  const issues = issue?.code === "invalid_union" && at >= 0 ? issue.errors[at] : undefined;
  if (!issues) return "an object that is none of ours";
  return issues.map(({ path, message }) => (path.length > 0 ? `${path.map(String).join(".")}: ${message}` : message)).join("; ");
}
const forms = ["text", "media", "wait", "nudge", "expire"];

/** "90m", "12h", "3d"; undefined where it is none, or longer than a year. */
export function durationMs(text: string): number | undefined {
  const match = /^(\d{1,6})([mhd])$/.exec(text);
  const ms = match ? Number(match[1]) * (match[2] === "d" ? dayMs : match[2] === "h" ? hourMs : minuteMs) : undefined;
  return ms === undefined || ms > mostDays * dayMs ? undefined : ms;
}
const mostDays = 366;
