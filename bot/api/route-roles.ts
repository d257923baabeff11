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
  ...get("admin", "/api/v1/openapi.json", "/api/v1/status", "/api/v1/events", "/api/v1/today", "/api/v1/borrowers", "/api/v1/borrowers/:id"),
  ...get("admin", "/api/v1/borrowers/:id/conversation", "/api/v1/escalations", "/api/v1/escalations/:id"),
  ...post("admin", "/api/v1/borrowers/:id/chat-link", "/api/v1/messages/:id/outcome", "/api/v1/holds/:id/lift", "/api/v1/stops", "/api/v1/stops/:id/lift"),
  ...post("admin", "/api/v1/escalations/:id/acknowledge", "/api/v1/escalations/:id/wait", "/api/v1/escalations/:id/resolve"),
  ...get("admin", "/", "/borrowers", "/borrowers/:id", "/escalations", "/escalations/:id", "/assets/:file", "/favicon.svg"),
];

function get(role: RouteRole, ...paths: string[]) {
  return paths.map((path) => ({ method: "GET" as const, path, role }));
}

function post(role: RouteRole, ...paths: string[]) {
  return paths.map((path) => ({ method: "POST" as const, path, role }));
}
