import { createRoute } from "@hono/zod-openapi";
import { addWebhook, enableWebhook, removeWebhook, replayWebhooks, rotateWebhook, type ManageDeps } from "../../app/outward/manage.ts";
import type { Replay } from "../../app/outward/ports.ts";
import { done, idParam } from "../forms.ts";
import { body, json } from "../json.ts";
import { newRoutes } from "../new-routes.ts";
import { problem, problems } from "../problem.ts";
import { addBody, added, deliveryPage, deliveryQuery, replayBody, replayed, secretMade, webhookList } from "../webhook-forms.ts";

const list = createRoute({ method: "get", path: "/api/console/webhooks", responses: { 200: json("Who is told of what", webhookList), ...problems } });
const add = createRoute({
  method: "post",
  path: "/api/console/webhooks",
  request: body(addBody),
  responses: { 200: json("Added; the secret is shown only here", added), ...problems },
});
const onOne = (path: "remove" | "enable", description: string) =>
  createRoute({
    method: "post",
    path: `/api/console/webhooks/{id}/${path}`,
    request: { params: idParam },
    responses: { 200: json(description, done), ...problems },
  });
const remove = onOne("remove", "Nothing more is sent there");
const enable = onOne("enable", "Active again");
const rotate = createRoute({
  method: "post",
  path: "/api/console/webhooks/{id}/rotate",
  request: { params: idParam },
  responses: { 200: json("A new secret, shown only here; the old one signs too for a day", secretMade), ...problems },
});
const deliveries = createRoute({
  method: "get",
  path: "/api/console/webhook-deliveries",
  request: { query: deliveryQuery },
  responses: { 200: json("Newest first", deliveryPage), ...problems },
});
const replay = createRoute({
  method: "post",
  path: "/api/console/webhook-deliveries/replay",
  request: body(replayBody),
  responses: { 200: json("How many are made again", replayed), ...problems },
});

/** Subscriptions of the lender's systems; nothing here shows a borrower. */
export function webhookRoutes(deps: ManageDeps) {
  return newRoutes()
    .openapi(list, async (c) => c.json(webhookList.parse({ items: await deps.store.list() }), 200))
    .openapi(add, async (c) => {
      const { secret, ...wanted } = c.req.valid("json");
      const made = await addWebhook(deps, c.var.officer, { ...wanted, ...(secret !== undefined && { secret }) });
      return made.status === "added" ? c.json({ id: made.id, secret: made.secret }, 200) : problem(c, 400, made.why);
    })
    .openapi(remove, async (c) => ((await removeWebhook(deps, c.var.officer, c.req.valid("param").id)) ? c.json({ status: "done" as const }, 200) : missing(c)))
    .openapi(enable, async (c) => ((await enableWebhook(deps, c.var.officer, c.req.valid("param").id)) ? c.json({ status: "done" as const }, 200) : missing(c)))
    .openapi(rotate, async (c) => {
      const made = await rotateWebhook(deps, c.var.officer, c.req.valid("param").id);
      return made === "missing" ? missing(c) : c.json(made, 200);
    })
    .openapi(deliveries, async (c) => {
      const { state, subscription, after } = c.req.valid("query");
      const query = { ...(state && { state }), ...(subscription && { subscription }), ...(after && { after }) };
      return c.json(deliveryPage.parse(await deps.store.deliveries(query)), 200);
    })
    .openapi(replay, async (c) => {
      const again = await replayWebhooks(deps, c.var.officer, replayOf(c.req.valid("json")));
      return again === undefined ? missing(c) : c.json({ again }, 200);
    });
}

const missing = (c: Parameters<typeof problem>[0]) => problem(c, 404, "no such webhook or delivery");

function replayOf(read: (typeof replayBody)["_output"]): Replay {
  if (read.what !== "dead") return read;
  const { subscription, ...rest } = read;
  return { ...rest, ...(subscription !== undefined && { subscription }) };
}
