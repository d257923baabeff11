import { hourMs, plus, type Instant } from "../calendar.ts";
import { isOver, type RunState } from "./run.ts";

/** Whoever has not answered within a day is reminded of it; twice and no more, and the budgets have their say. */
export const nudgeAfterMs = 24 * hourMs;
export const mostNudges = 2;

/** When a run must be looked at again: to nudge, to come back, to expire. Null: it is over. `at`: something just happened to it. */
export function nextLook(run: RunState, at: Instant): Instant | null {
  if (isOver(run.phase)) return null;
  if (run.offeredAt === null) return run.expiresAt;
  const next = run.phase === "postponed" && run.resumeAt !== null ? run.resumeAt : run.nudges < mostNudges ? plus(at, nudgeAfterMs) : run.expiresAt;
  return next < run.expiresAt ? next : run.expiresAt;
}
