/**
 * Who may call which route. `public`: nobody signs in (health, pages that carry their own key, webhooks that are
 * signed); `own_key`: the stand-in provider's own bearer. A route that is not here is refused to everybody.
 */
export type RouteRole = "admin" | "public" | "own_key";

export const routeRoles: readonly { readonly method: "GET" | "POST"; readonly path: string; readonly role: RouteRole }[] = [
  ...get("public", "/healthz", "/readyz", "/chat-assets/chat.js", "/chat-assets/chat.css"),
  // the token in the path is the key
  ...get("public", "/chat/:token", "/chat/:token/messages", "/chat/:token/events"),
  ...post("public", "/chat/:token/messages", "/chat/:token/read"),
  ...post("public", "/channels/:name/webhook"),
  ...post("own_key", "/sim-provider/send"),
  // METRICS_TOKEN, or this machine alone
  ...get("own_key", "/metrics"),
  ...get(
    "admin",
    "/api/v1/openapi.json",
    "/api/console/status",
    "/api/console/events",
    "/api/console/today",
    "/api/console/borrowers",
    "/api/console/borrowers/:id",
  ),
  ...get("admin", "/api/console/borrowers/:id/conversation", "/api/console/escalations", "/api/console/escalations/:id"),
  ...post(
    "admin",
    "/api/console/borrowers/:id/chat-link",
    "/api/console/messages/:id/outcome",
    "/api/console/holds/:id/lift",
    "/api/console/stops",
    "/api/console/stops/:id/lift",
  ),
  ...post("admin", "/api/console/escalations/:id/acknowledge", "/api/console/escalations/:id/wait", "/api/console/escalations/:id/resolve"),
  ...get(
    "admin",
    "/api/console/message-log",
    "/api/console/message-log/counts",
    "/api/console/message-log/choices",
    "/api/console/message-log/export",
    "/api/console/message-log/borrowers/:id",
  ),
  ...post("admin", "/api/console/message-log/phone"),
  ...get("admin", "/messages", "/messages/:id"),
  ...get("admin", "/", "/borrowers", "/borrowers/:id", "/escalations", "/escalations/:id", "/assets/:file", "/favicon.svg"),
];

function get(role: RouteRole, ...paths: string[]) {
  return paths.map((path) => ({ method: "GET" as const, path, role }));
}

function post(role: RouteRole, ...paths: string[]) {
  return paths.map((path) => ({ method: "POST" as const, path, role }));
}
