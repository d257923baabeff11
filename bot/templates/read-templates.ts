import { join } from "node:path";
import { loadAlertTemplates } from "./load-alert-templates.ts";
import { loadArrangements } from "./load-arrangements.ts";
import { loadBranches } from "./load-branches.ts";
import { loadCapacity } from "./load-capacity.ts";
import { loadCheckinPlan } from "./load-checkin-plans.ts";
import { loadCheckins } from "./load-checkins.ts";
import { loadMessageFolder } from "./load-message-templates.ts";
import { loadPlans } from "./load-plans.ts";
import { loadPolicies } from "./load-policies.ts";
import { loadRoutes } from "./load-routes.ts";
import { loadWhichPlan } from "./load-which-plan.ts";
import { loadWhichPolicy } from "./load-which-policy.ts";
import { theGuard } from "./the-guard.ts";

export type TemplatesRead = Awaited<ReturnType<typeof readTemplates>>;

/** All that stands in `dir` (the templates folder), read once: with what is wrong in each file, and not yet between them. */
export async function readTemplates(dir: string) {
  const [messages, plans, policies, routes, alerts, guarded, capacity, branches, arrangements] = await Promise.all([
    loadMessageFolder(join(dir, "messages")),
    loadPlans(join(dir, "plans")),
    loadPolicies(join(dir, "policies")),
    loadRoutes(join(dir, "routes")),
    loadAlertTemplates(join(dir, "alerts")),
    theGuard(dir),
    loadCapacity(dir),
    loadBranches(dir),
    loadArrangements(dir),
  ]);
  const checkins = await loadCheckins(join(dir, "checkins"), guarded.guard);
  return {
    messages,
    plans,
    policies,
    routes,
    alerts,
    guarded,
    capacity,
    branches,
    arrangements,
    checkins,
    whichPolicy: await loadWhichPolicy(dir, policies.byId),
    whichPlan: await loadWhichPlan(dir, plans.byId),
    checkinPlan: await loadCheckinPlan(dir, checkins.byId),
  };
}
