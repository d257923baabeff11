import type { Instant } from "../calendar.ts";
import type { RunState } from "./run.ts";

/** A run of which the borrower knows nothing yet: its first input is `offer`. */
export const begin = (expiresAt: Instant): RunState => ({
  phase: "offered",
  open: null,
  answers: {},
  skipped: [],
  asked: [],
  timesAsked: {},
  misunderstood: 0,
  checked: [],
  nudges: 0,
  offeredAt: null,
  resumeAt: null,
  expiresAt,
  heard: [],
  toldLate: false,
});
