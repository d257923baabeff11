import { dayMs, minuteMs, plus } from "../../domain/calendar.ts";
import type { Base } from "../ports.ts";
import type { Begun, IdempotencyStore, KeyedRequest } from "./ports.ts";

/** Longer than any transaction of ours may take. */
const longestRunMs = 3 * minuteMs;
/** How long an answer is kept. */
export const answerKeptMs = dayMs;

export function beginKeyed({ clock, newId }: Pick<Base, "clock" | "newId">, store: IdempotencyStore, request: KeyedRequest): Promise<Begun> {
  const now = clock.now();
  const [until, keptSince] = [plus(now, longestRunMs * clock.speed), plus(now, -answerKeptMs)];
  return store.begin(request, { id: newId<string>(), now, until, keptSince });
}
