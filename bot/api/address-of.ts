import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import ipaddr from "ipaddr.js";
import { isTrusted, type TrustedProxies } from "./trusted-proxies.ts";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Whose attempts are counted together: the caller's address, of IPv6 its network. X-Forwarded-For is read from its end,
 * where each proxy adds whom it heard, and only for as long as trusted proxies say it; what callers write there is not.
 */
export function addressOf(c: Context, trusted: TrustedProxies): string {
  const near = nearest(c);
  if (near === undefined) return "unknown";
  let caller = near;
  const told = (c.req.header("x-forwarded-for") ?? "").split(",");
  while (isTrusted(caller, trusted)) {
    const before = told.pop()?.trim() ?? "";
    if (!ipaddr.isValid(before)) break;
    caller = ipaddr.process(before);
  }
  return network(caller);
}

function nearest(c: Context): Address | undefined {
  if (!hasConnection(c.env)) return undefined;
  const { address } = getConnInfo(c).remote;
  return address !== undefined && ipaddr.isValid(address) ? ipaddr.process(address) : undefined;
}

/** A request that a test made has none. */
const hasConnection = (env: unknown): boolean => typeof env === "object" && env !== null && ("incoming" in env || "server" in env);

function network(address: Address): string {
  if (address instanceof ipaddr.IPv4) return address.toString();
  return `${address.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}
