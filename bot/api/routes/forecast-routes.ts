import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { stream } from "hono/streaming";
import { seesOf } from "../../app/access/caller.ts";
import { whyDay } from "../../app/forecast/why-day.ts";
import { daysBetween, parseDay, type Day } from "../../domain/calendar.ts";
import { keptRates } from "../../domain/promises/kept-rate.ts";
import { graceDays } from "../../domain/promises/promise.ts";
import type { ConsoleApiDeps } from "../deps.ts";
import { forecastNews, keptView, whyView } from "../forecast-forms.ts";
import { idParam } from "../forms.ts";
import { json } from "../json.ts";
import { look } from "../look.ts";
import { newRoutes } from "../new-routes.ts";
import { fieldsOf, problem, problems } from "../problem.ts";
import type { SignedIn } from "../sign-in.ts";

const dayText = z.string().transform((text, context): Day => {
  const on = parseDay(text);
  if (on !== undefined) return on;
  context.addIssue({ code: "custom", message: "expected a day like 2026-11-22" });
  return z.NEVER;
});
/** Half a year: more is a question for the command line. */
const mostDays = 184;
const range = z
  .object({ from: dayText, to: dayText, branch: z.string().max(200).optional() })
  .refine(({ from, to }) => from <= to && daysBetween(from, to) < mostDays, { error: `expected at most ${String(mostDays)} days`, path: ["to"] });

const readWhy = createRoute({
  method: "get",
  path: "/api/console/borrowers/{id}/why",
  request: { params: idParam, query: z.object({ day: dayText }) },
  responses: { 200: json("Why this borrower got a text on that day, or did not", whyView), ...problems },
});
const readKept = createRoute({
  method: "get",
  path: "/api/console/promises/kept",
  request: { query: z.object({ from: dayText, to: dayText }) },
  responses: { 200: json("How promises of that span (by the promised day) were kept: by week, branch and officer", keptView), ...problems },
});

export function forecastRoutes(deps: ConsoleApiDeps) {
  return newRoutes()
    .openapi(readWhy, async (c) => {
      const { id } = c.req.valid("param");
      const facts = await deps.store.why(id, c.req.valid("query").day, look(c, deps));
      return facts ? c.json(whyView.parse(await whyDay(deps.forecast.deps, id, facts)), 200) : problem(c, 404, "no such borrower");
    })
    .openapi(readKept, async (c) => {
      const span = c.req.valid("query");
      const counts = await deps.store.promiseCounts(span, seesOf(c.var.caller));
      return c.json(keptView.parse({ ...span, graceDays, ...keptRates(counts) }), 200);
    })
    .get("/api/console/forecast", (c) => counted(c, deps));
}

/** A line of JSON whenever there is news, the last with the whole summary. Whoever goes away takes the counting with them. */
function counted(c: Context<SignedIn>, { forecast }: ConsoleApiDeps): Response {
  const query = range.safeParse(c.req.query());
  if (!query.success) return problem(c, 400, fieldsOf(query.error));
  // HEAD is answered by this handler too, and is to count nothing.
  if (c.req.raw.method === "HEAD") return c.body(null, 200);
  const gone = new AbortController();
  const news = forecast.desk.ask({ ...query.data, sees: seesOf(c.var.caller) }, gone.signal);
  if (news === "busy") return problem(c, 429, "other forecasts are being counted: come again");
  c.header("content-type", "application/x-ndjson");
  c.header("x-accel-buffering", "no");
  return stream(c, async (out) => {
    out.onAbort(() => gone.abort());
    for await (const each of news) await out.writeln(JSON.stringify(forecastNews.parse(each)));
  });
}
