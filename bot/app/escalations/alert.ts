/** Brings a case to the next person of its route until somebody acknowledges it (design §5, Up). */
import { dayMs, minuteMs, plus, type Instant } from "../../domain/calendar.ts";
import type { Severity } from "../../domain/escalations/escalation.ts";
import type { Route } from "../../domain/escalations/route.ts";
import type { EscalationId } from "../../domain/ids.ts";
import type { Base, Bulletin } from "../ports.ts";
import type { AlertStore } from "./ports.ts";

export interface AlertDeps extends Base {
  readonly store: AlertStore;
  readonly route: Route;
  readonly bulletin: Bulletin;
}

export async function alertDue(deps: AlertDeps, id: EscalationId): Promise<void> {
  const alerted = await deps.store.alert(id, deps.clock.now(), ({ severity, openedAt, step }) => {
    const last = deps.route.steps.length - 1;
    const to = deps.route.steps[Math.min(step, last)]?.to ?? "officer";
    return { to, dueAt: step >= last ? againAt(deps.route, severity, step - last, deps.clock.now()) : stepDueAt(deps.route, severity, openedAt, step + 1) };
  });
  if (alerted) await deps.bulletin.publish("console", id);
}

/** The last of a route is reminded until somebody acknowledges, ever more seldom, but each day: a night's case is seen in the morning. */
function againAt(route: Route, severity: Severity, times: number, now: Instant): Instant {
  return plus(now, Math.min(route.acknowledgeMinutes[severity] * route.steps.length * minuteMs * 2 ** Math.min(times, 10), dayMs));
}

/** A later step comes when the severity's deadline has passed that often, or at the route's own minutes if earlier. */
export function stepDueAt(route: Route, severity: Severity, openedAt: Instant, step: number): Instant {
  const byRoute = route.steps[step]?.afterMinutes ?? Number.POSITIVE_INFINITY;
  return plus(openedAt, Math.min(byRoute, route.acknowledgeMinutes[severity] * step) * minuteMs);
}
