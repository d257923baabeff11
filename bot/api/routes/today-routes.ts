import { createRoute } from "@hono/zod-openapi";
import type { ConsoleApiDeps } from "../deps.ts";
import { status, stop, stopBody, todayView } from "../forms.ts";
import { json, body } from "../json.ts";
import { look } from "../look.ts";
import { newRoutes } from "../new-routes.ts";
import { problem, problems } from "../problem.ts";
import { seesOf } from "../../app/access/caller.ts";
import { answer } from "../answer.ts";
import { liftStop, pressStop } from "../../app/console/commands.ts";
import { done, idParam } from "../forms.ts";

const readToday = createRoute({
  method: "get",
  path: "/api/console/today",
  responses: { 200: json("What went out, came in, and needs a person, today", todayView), ...problems },
});
const readStatus = createRoute({
  method: "get",
  path: "/api/console/status",
  responses: { 200: json("Whose installation, what time it is there, what is stopped", status), ...problems },
});
const press = createRoute({ method: "post", path: "/api/console/stops", request: body(stopBody), responses: { 200: json("Stopped", stop), ...problems } });
const lift = createRoute({
  method: "post",
  path: "/api/console/stops/{id}/lift",
  request: { params: idParam },
  responses: { 200: json("Lifted", done), ...problems },
});

export function todayRoutes(deps: ConsoleApiDeps) {
  return newRoutes()
    .openapi(readToday, async (c) => c.json(todayView.parse(await deps.store.today(look(c, deps))), 200))
    .openapi(readStatus, async (c) => {
      const view = {
        lender: deps.lender,
        telegram: deps.telegramLink !== undefined,
        now: deps.clock.now(),
        demo: deps.clockInfo(),
        stops: await deps.store.stops(),
      };
      return c.json(status.parse(view), 200);
    })
    .openapi(press, async (c) => {
      const wanted = c.req.valid("json");
      const sees = seesOf(c.var.caller);
      // Who leads one branch stops there, and nowhere else.
      if (sees.whose === "branch" && (wanted.scope !== "branch" || wanted.value !== sees.branch)) return problem(c, 403, "only your own branch");
      return c.json(stop.parse(await pressStop(deps, c.var.caller, wanted)), 200);
    })
    .openapi(lift, async (c) => answer(c, await liftStop(deps, c.var.caller, c.req.valid("param").id)));
}
