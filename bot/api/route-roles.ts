import { roles, scopes, type Role, type Scope } from "../app/access/caller.ts";

/**
 * Who may call which route. `public`: nobody signs in (health, pages that carry their own key, webhooks that are
 * signed, signing in itself); `own_key`: the stand-in provider's own bearer; else a person of that role, or a key with
 * that scope. A route that is not here is refused to everybody.
 */
export type Who = "public" | "own_key" | Role | Scope;
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface RouteRow {
  readonly method: Method;
  readonly path: string;
  readonly who: readonly Who[];
  /** Also for somebody who has yet to enrol a second factor: what they need in order to do so. */
  readonly beforeEnrolment?: true;
}

/** Who works on cases; compliance reads. */
const desk = ["officer", "supervisor"] as const;
const readers = ["officer", "supervisor", "compliance"] as const;
/** Who may press the red button. */
const stoppers = ["supervisor", "admin"] as const;

export const routeRoles: readonly RouteRow[] = [
  ...get(["public"], "/healthz", "/readyz", "/chat-assets/chat.js", "/chat-assets/chat.css"),
  // the token in the path is the key
  ...get(["public"], "/chat/:token", "/chat/:token/messages", "/chat/:token/events"),
  ...post(["public"], "/chat/:token/messages", "/chat/:token/read", "/chat/:token/files"),
  ...post(["public"], "/channels/:name/webhook"),
  ...post(["own_key"], "/sim-provider/send"),
  // METRICS_TOKEN, or this machine alone
  ...get(["own_key"], "/metrics"),
  ...get(["admin"], "/queues", "/queues/*"),
  // the console's page itself holds no data: what it reads is below
  ...get(
    ["public"],
    "/",
    "/borrowers",
    "/borrowers/:id",
    "/escalations",
    "/escalations/:id",
    "/arrangements",
    "/arrangements/:id",
    "/documents",
    "/documents/:id",
    "/questionnaires",
    "/questionnaires/:id",
    "/rounds",
    "/rounds/:id",
    "/visits",
    "/reports/:id",
    "/webhooks",
    "/templates",
    "/messages",
    "/messages/:id",
    "/forecast",
    "/promises",
    "/set-password",
    "/account",
    "/people",
    "/keys",
    "/assets/:file",
    "/favicon.svg",
  ),
  ...post(["public"], "/api/console/session", "/api/console/session/code", "/api/console/password"),
  ...get(["public"], "/api/console/session", "/api/console/session/oidc", "/api/console/session/callback/oidc"),
  ...before(post(roles, "/api/console/session/end")),
  ...before(get(roles, "/api/console/me", "/api/console/status")),
  ...before(get(roles, "/api/console/account")),
  ...before(post(roles, "/api/console/account/password", "/api/console/account/second-factor", "/api/console/account/second-factor/confirm")),
  ...post(roles, "/api/console/account/second-factor/off"),
  ...before(post(roles, "/api/console/account/sessions/end-others", "/api/console/account/sessions/:id/end")),
  ...get(["admin"], "/api/console/people", "/api/console/keys"),
  ...post(["admin"], "/api/console/people", "/api/console/people/change", "/api/console/people/disable", "/api/console/people/enable"),
  ...post(["admin"], "/api/console/people/reset-password", "/api/console/people/hand-over"),
  ...post(["admin"], "/api/console/keys", "/api/console/keys/:id/revoke"),
  ...get(roles, "/api/console/events"),
  ...get([...roles, ...scopes], "/api/v1/openapi.json"),
  ...get(["ledger:read"], "/api/v1/borrowers", "/api/v1/borrowers/:id", "/api/v1/borrowers/by-external-id/:externalId"),
  ...get(["ledger:read"], "/api/v1/loans", "/api/v1/loans/:id", "/api/v1/loans/by-external-id/:externalId", "/api/v1/loans/:id/payments"),
  ...put(["ledger:write"], "/api/v1/borrowers/by-external-id/:externalId", "/api/v1/loans/by-external-id/:externalId"),
  ...post(["ledger:write"], "/api/v1/payments", "/api/v1/payments/batch", "/api/v1/ledger/as-of"),
  ...get(["messages:read"], "/api/v1/messages", "/api/v1/messages/:id"),
  ...get(["cases:read"], "/api/v1/promises", "/api/v1/promises/counts", "/api/v1/promises/:id", "/api/v1/status-updates"),
  ...get(["cases:read"], "/api/v1/escalations", "/api/v1/escalations/:id"),
  ...get(["cases:read"], "/api/v1/arrangements", "/api/v1/arrangements/:id"),
  ...get(["checkins:read"], "/api/v1/check-ins", "/api/v1/check-ins/:id"),
  ...post(["cases:write"], "/api/v1/escalations/:id/acknowledge", "/api/v1/escalations/:id/wait", "/api/v1/escalations/:id/resolve"),
  ...get(readers, "/api/console/today"),
  ...get(readers, "/api/console/borrowers", "/api/console/borrowers/:id"),
  ...get(readers, "/api/console/borrowers/:id/conversation", "/api/console/borrowers/:id/why"),
  // each counts only whom they may see
  ...get(readers, "/api/console/forecast", "/api/console/promises/kept"),
  ...get(readers, "/api/console/escalations", "/api/console/escalations/:id"),
  ...post(
    desk,
    "/api/console/borrowers/:id/chat-link",
    "/api/console/borrowers/:id/telegram-link",
    "/api/console/borrowers/:id/revoke-links",
    "/api/console/messages/:id/outcome",
    "/api/console/messages/:id/meaning",
  ),
  // which hold: domain/policy/who-lifts.ts
  ...post(readers, "/api/console/holds/:id/lift"),
  ...post(desk, "/api/console/borrowers/:id/contacts"),
  ...post(desk, "/api/console/escalations/:id/acknowledge", "/api/console/escalations/:id/wait", "/api/console/escalations/:id/resolve"),
  ...get(readers, "/api/console/arrangements", "/api/console/arrangements/:id"),
  // whose yes counts says templates/arrangements.yaml; the loan's own officer is never enough
  ...post(desk, "/api/console/arrangements/:id/approve", "/api/console/arrangements/:id/change", "/api/console/arrangements/:id/refuse"),
  ...post(desk, "/api/console/arrangements/:id/guarantor-consent"),
  // each only of whom they may see; every opened file is an entry
  ...get(readers, "/api/console/documents", "/api/console/documents/:id", "/api/console/borrowers/:id/documents", "/api/console/document-files/:id"),
  ...post(desk, "/api/console/borrowers/:id/documents", "/api/console/document-files/:id/assign"),
  ...post(desk, "/api/console/documents/:id/verify", "/api/console/documents/:id/refuse"),
  ...post(desk, "/api/console/documents/:id/withdraw", "/api/console/documents/:id/chase"),
  ...get(readers, "/api/console/questionnaires", "/api/console/rounds", "/api/console/rounds/:id", "/api/console/borrowers/:id/checkins"),
  // a second person, as for templates; the author is refused
  ...post(["supervisor", "compliance"], "/api/console/questionnaires/approve", "/api/console/questionnaires/publish", "/api/console/questionnaires/withdraw"),
  ...get(["supervisor", "compliance"], "/api/console/rounds/:id/export"),
  // of their branch, where they have one
  ...post(["supervisor"], "/api/console/rounds"),
  ...get(readers, "/api/console/visits", "/api/console/borrowers/:id/reports", "/api/console/reports/:id", "/api/console/reports/:id/print"),
  ...post(desk, "/api/console/visits/:id/end", "/api/console/checkin-notes/:id/settle"),
  // whoever signs is who is signed in
  ...post(desk, "/api/console/borrowers/:id/reports", "/api/console/reports/:id/save", "/api/console/reports/:id/sign"),
  ...post(readers, "/api/console/wording/check"),
  ...get(readers, "/api/console/templates"),
  ...post(["supervisor", "compliance"], "/api/console/templates/:id/approve", "/api/console/templates/:id/withdraw"),
  ...post(stoppers, "/api/console/stops", "/api/console/stops/:id/lift"),
  // each of them only whom they may see
  ...get(readers, "/api/console/message-log", "/api/console/message-log/counts", "/api/console/message-log/choices"),
  ...get(readers, "/api/console/message-log/borrowers/:id"),
  ...post(readers, "/api/console/message-log/phone"),
  ...get(["supervisor", "compliance"], "/api/console/message-log/export"),
  ...get(["admin"], "/api/console/webhooks", "/api/console/webhook-deliveries"),
  ...post(["admin"], "/api/console/webhooks", "/api/console/webhooks/:id/remove", "/api/console/webhooks/:id/enable", "/api/console/webhooks/:id/rotate"),
  ...post(["admin"], "/api/console/webhook-deliveries/replay"),
];

function get(who: readonly Who[], ...paths: string[]): RouteRow[] {
  return paths.map((path) => ({ method: "GET", path, who }));
}

function post(who: readonly Who[], ...paths: string[]): RouteRow[] {
  return paths.map((path) => ({ method: "POST", path, who }));
}

function put(who: readonly Who[], ...paths: string[]): RouteRow[] {
  return paths.map((path) => ({ method: "PUT", path, who }));
}

function before(rows: readonly RouteRow[]): RouteRow[] {
  return rows.map((row) => ({ ...row, beforeEnrolment: true }));
}
