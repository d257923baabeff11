import ipaddr from "ipaddr.js";

/** The proxies of this installation (TRUSTED_PROXIES): only they are believed in X-Forwarded-For. */
export type TrustedProxies = readonly ReturnType<typeof ipaddr.parseCIDR>[];

/** Reads "127.0.0.1, 10.20.0.0/16, fd00::/8", or "none"; undefined where one is neither an address nor a network. */
export function parseTrustedProxies(text: string): TrustedProxies | undefined {
  const entries = text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  if (entries.length === 1 && entries[0] === "none") return [];
  const networks: TrustedProxies[number][] = [];
  for (const entry of entries) {
    if (ipaddr.isValidCIDR(entry)) networks.push(ipaddr.parseCIDR(entry));
    else if (ipaddr.isValid(entry) && (entry.includes(":") || ipaddr.IPv4.isValidFourPartDecimal(entry))) {
      const address = ipaddr.parse(entry);
      networks.push([address, address.kind() === "ipv4" ? 32 : 128]);
    } else return undefined;
  }
  return networks;
}

/** A proxy on this very machine. What else stands in front is for the operator to name. */
export const loopback: TrustedProxies = [ipaddr.parseCIDR("127.0.0.0/8"), ipaddr.parseCIDR("::1/128")];

export const isTrusted = (address: ipaddr.IPv4 | ipaddr.IPv6, trusted: TrustedProxies): boolean =>
  trusted.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
