/** Brings a case to the next person of its route until somebody acknowledges it (design §5, Up). */
import { dayMs, minuteMs, plus, type Instant } from "../../domain/calendar.ts";
import type { Severity } from "../../domain/escalations/escalation.ts";
import type { Route } from "../../domain/escalations/route.ts";
import type { EscalationId } from "../../domain/ids.ts";
import type { Base, Bulletin, WakeUp } from "../ports.ts";
import type { AlertStore, NextStep } from "./ports.ts";

export interface AlertDeps extends Base {
  readonly store: AlertStore;
  readonly route: Route;
  readonly bulletin: Bulletin;
  readonly wake: WakeUp;
}

export async function alertDue(deps: AlertDeps, id: EscalationId): Promise<void> {
  // A step that finds nobody is followed by the next one at once: no route is longer than its steps.
  for (let step = 0; step < deps.route.steps.length; step++) {
    const alerted = await deps.store.alert(id, deps.clock.now(), (open) => nextStep(deps, open));
    if (alerted.status === "not_due") return;
    await deps.bulletin.publish("console", id);
    if (alerted.status === "nobody") continue;
    if (alerted.toSend.length > 0) await deps.wake(alerted.toSend.map((alert) => ({ queue: "outward", of: "alert", id: alert })));
    return;
  }
}

function nextStep({ route, clock }: AlertDeps, { severity, openedAt, step }: { severity: Severity; openedAt: Instant; step: number }): NextStep {
  const last = route.steps.length - 1;
  const to = route.steps[Math.min(step, last)]?.to ?? "officer";
  if (step >= last) return { to, last: true, dueAt: againAt(route, severity, step - last, clock.now()) };
  return { to, last: false, dueAt: stepDueAt(route, severity, openedAt, step + 1) };
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
