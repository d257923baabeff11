import type { MiddlewareHandler } from "hono";
import { csrf } from "hono/csrf";

/**
 * A page of another site must not act with somebody's session. Behind a TLS proxy this server is spoken to by http,
 * so that the origin is compared with PUBLIC_URL where it is given. Who gives a key is no browser of somebody's.
 */
export function sameSite(publicUrl: string | undefined): MiddlewareHandler {
  const origin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  const guard = csrf(origin === undefined ? {} : { origin });
  return (c, next) => (c.req.header("authorization") === undefined ? guard(c, next) : next());
}
