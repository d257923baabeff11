import type { Context } from "hono";
import type { Outcome } from "../app/console/commands.ts";
import { problem } from "./problem.ts";

/** What became of a command; a conflict says where the thing stands now. */
export const answer = (c: Context, outcome: Outcome) => (outcome.status === "done" ? c.json({ status: "done" as const }, 200) : refusal(c, outcome));

export const refusal = (c: Context, outcome: Exclude<Outcome, { status: "done" }>) =>
  outcome.status === "missing" ? problem(c, 404, "no such thing") : problem(c, 409, `not from here: ${outcome.state}`);
