import { z } from "@hono/zod-openapi";
import { gateRules } from "../domain/policy/gate.ts";
import { day, moment } from "./wire.ts";

const reasonCount = z.object({ decision: z.enum(["defer", "suppress"]), rule: z.enum(gateRules), detail: z.string().optional(), touches: z.int() });
const load = { answers: z.number(), cases: z.number() };

const summary = z.object({
  from: day,
  to: day,
  asOf: moment,
  borrowers: z.int(),
  days: z.array(
    z.object({
      day,
      channel: z.string(),
      touches: z.int(),
      onTime: z.int(),
      deferred: z.int(),
      suppressed: z.int(),
      messages: z.int(),
      reasons: z.array(reasonCount),
      ...load,
    }),
  ),
  later: z.int(),
  shares: z.object({
    basis: z.enum(["own", "assumed"]),
    ...load,
    of: z.object({ texts: z.int(), answered: z.int(), cases: z.int() }),
  }),
  officers: z.array(z.object({ officer: z.string(), day, messages: z.int(), inAll: z.int(), ...load })),
  capacity: z.object({ officers: z.int(), casesADay: z.int() }),
});

/** One line of the stream. */
export const forecastNews = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("waiting") }),
  z.object({ kind: z.literal("counting"), done: z.int(), of: z.int() }),
  z.object({ kind: z.literal("counted"), summary }),
  z.object({ kind: z.literal("failed") }),
]);
export type ForecastNewsLine = z.output<typeof forecastNews>;

const about = z.object({ kind: z.string(), loan: z.string(), instalmentNo: z.int().nullable(), stage: z.int().nullable() });
const reasons = z.array(z.object({ rule: z.enum(gateRules), detail: z.string().exactOptional(), pack: z.string().exactOptional() }));
const abouts = { about: z.array(about) };

/** Why somebody was written to on a day, or was not; the page makes a sentence of it in its own language. */
export const whyView = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("sent"), time: z.string(), channel: z.string(), ...abouts, plannedOn: day, unknown: z.boolean() }),
  z.object({ kind: z.literal("failed"), time: z.string(), channel: z.string(), ...abouts }),
  z.object({ kind: z.literal("suppressed"), ...abouts, reasons }),
  z.object({ kind: z.literal("moved"), ...abouts, to: day, reasons }),
  z.object({ kind: z.literal("waits"), ...abouts, reasons }),
  z.object({
    kind: z.literal("nothing_planned"),
    because: z.enum(["no_open_loan", "before_go_live", "not_planned_yet", "no_stage"]),
    answers: z.int(),
  }),
  z.object({ kind: z.literal("will_send"), time: z.string(), channel: z.string(), ...abouts, plannedOn: day }),
  z.object({ kind: z.literal("will_move"), ...abouts, to: day, reasons }),
  z.object({ kind: z.literal("will_not"), ...abouts, reasons }),
]);

const rate = z.object({ kept: z.int(), partly: z.int(), broken: z.int(), decided: z.int(), open: z.int(), replaced: z.int() });
const rates = z.array(z.object({ key: z.string(), rate }));

export const keptView = z.object({ from: day, to: day, graceDays: z.int(), all: rate, weeks: rates, branches: rates, officers: rates }).openapi("KeptRates");
