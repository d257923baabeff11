import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import ipaddr from "ipaddr.js";

/**
 * Whose attempts are counted together: the caller's address, of IPv6 its network. What stands beside us (a private
 * address) is taken for a proxy, and the last address that it added for the caller's; what callers write is not.
 */
export function addressOf(c: Context): string {
  const near = nearest(c);
  if (near === undefined) return "unknown";
  if (near.range() === "unicast") return network(near);
  const told = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  return network(told !== undefined && ipaddr.isValid(told) ? ipaddr.process(told) : near);
}

function nearest(c: Context): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (!hasConnection(c.env)) return undefined;
  const { address } = getConnInfo(c).remote;
  return address !== undefined && ipaddr.isValid(address) ? ipaddr.process(address) : undefined;
}

/** A request that a test made has none. */
const hasConnection = (env: unknown): boolean => typeof env === "object" && env !== null && ("incoming" in env || "server" in env);

function network(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  if (address instanceof ipaddr.IPv4) return address.toString();
  return `${address.parts.slice(0, 4).join(":")}::/64`;
}
