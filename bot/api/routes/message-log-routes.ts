import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { seesOf } from "../../app/access/caller.ts";
import { addressesOf } from "../../app/message-log/addresses-of.ts";
import { askedFilter, filterOf } from "../../app/message-log/asked-filter.ts";
import { exportLog } from "../../app/message-log/export-log.ts";
import { exportFormats } from "../../app/message-log/export-rows.ts";
import type { Sees } from "../../app/message-log/ports.ts";
import { isoInstant } from "../../domain/calendar.ts";
import type { ConsoleApiDeps } from "../deps.ts";
import { idParam, page } from "../forms.ts";
import { body, json } from "../json.ts";
import { look } from "../look.ts";
import { foundByPhone, logChoices, logCounts, messageLogItem, phoneBody, threadView } from "../message-log-forms.ts";
import { newRoutes } from "../new-routes.ts";
import { fieldsOf, problem, problems } from "../problem.ts";
import type { SignedIn } from "../sign-in.ts";

const listPage = page(messageLogItem);
const after = z.string().max(200).optional();
const root = "/api/console/message-log";

const readList = createRoute({
  method: "get",
  path: root,
  request: { query: askedFilter.extend({ after }) },
  responses: { 200: json("What was said and what was not, newest first", listPage), ...problems },
});
const readCounts = createRoute({
  method: "get",
  path: `${root}/counts`,
  request: { query: askedFilter },
  responses: { 200: json("How many, by what became of them", logCounts), ...problems },
});
const readChoices = createRoute({ method: "get", path: `${root}/choices`, responses: { 200: json("What a filter can be set to", logChoices), ...problems } });
const findPhone = createRoute({
  method: "post",
  path: `${root}/phone`,
  request: body(phoneBody),
  responses: { 200: json("The lender's ids of those who have or had this number: a telephone number belongs into no address", foundByPhone), ...problems },
});
const readThread = createRoute({
  method: "get",
  path: `${root}/borrowers/{id}`,
  request: { params: idParam, query: z.object({ after }) },
  responses: { 200: json("Everything with one borrower, newest first", threadView), ...problems },
});

export function messageLogRoutes(deps: ConsoleApiDeps) {
  const { messageLog } = deps;
  const exporting = { now: 0 };
  return newRoutes()
    .openapi(readList, async (c) => {
      const { after: from, ...asked } = c.req.valid("query");
      return c.json(listPage.parse(await messageLog.list(filterOf(asked), sees(c), from, look(c, deps))), 200);
    })
    .openapi(readCounts, async (c) => c.json(logCounts.parse(await messageLog.counts(filterOf(c.req.valid("query")), sees(c))), 200))
    .openapi(readChoices, async (c) => c.json(logChoices.parse(await messageLog.choices(sees(c))), 200))
    .openapi(findPhone, async (c) => {
      const { phone, zone, locale } = c.req.valid("json");
      return c.json(foundByPhone.parse({ borrowers: await messageLog.byAddress(addressesOf(phone, zone, locale), sees(c)) }), 200);
    })
    .openapi(readThread, async (c) => {
      const found = await messageLog.thread(c.req.valid("param").id, sees(c), c.req.valid("query").after, look(c, deps));
      return found ? c.json(threadView.parse(found), 200) : problem(c, 404, "no such borrower");
    })
    .get(`${root}/export`, (c) =>
      exporting.now < mostExports ? download(c, deps, exporting) : problem(c, 429, "other exports are still being read: come again"),
    );
}

const exportQuery = askedFilter.extend({ format: z.enum(["csv", "jsonl"]).default("csv") });

/** Each holds a connection to the database until its reader has read it; readers may be slow, or not read at all. */
const mostExports = 3;

/** Streams: what the reader does not take is not read from the database. A fault in the middle breaks the download off. */
function download(c: Context<SignedIn>, deps: ConsoleApiDeps, exporting: { now: number }): Response {
  const query = exportQuery.safeParse(c.req.query());
  if (!query.success) return problem(c, 400, fieldsOf(query.error));
  const { format, ...asked } = query.data;
  const by = look(c, deps);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  exporting.now++;
  exportLog({ clock: deps.clock, store: deps.messageLog }, { format, filter: filterOf(asked), asked, sees: sees(c), look: by }, (bytes) => writer.write(bytes))
    .finally(() => {
      exporting.now--;
    })
    .then(
      () => writer.close(),
      (fault: unknown) => {
        deps.log.warn({ fault: fault instanceof Error ? fault.name : "unknown" }, "an export of the message log broke off");
        // Without its end the answer is visibly broken.
        return writer.abort(fault);
      },
    )
    .catch(() => undefined);
  c.header("content-type", exportFormats[format].mediaType);
  c.header("content-disposition", `attachment; filename="huifang-messages-${isoInstant(by.at).replaceAll(/[:.]/g, "")}.${format}"`);
  return c.body(readable);
}

const sees = (c: Context<SignedIn>): Sees => seesOf(c.var.caller);
