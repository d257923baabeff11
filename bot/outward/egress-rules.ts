import ipaddr from "ipaddr.js";

/** Where requests of ours may go besides public addresses: the lender's own systems, by name or network (EGRESS_ALLOW). */
export interface EgressAllow {
  readonly hosts: ReadonlySet<string>;
  readonly networks: readonly ReturnType<typeof ipaddr.parseCIDR>[];
}

/** Reads "erp.lender.example, 10.20.0.0/16, ::1"; undefined where one is none of the three. */
export function parseEgressAllow(text: string): EgressAllow | undefined {
  const hosts = new Set<string>();
  const networks: EgressAllow["networks"][number][] = [];
  for (const entry of text.split(",").map((each) => each.trim().toLowerCase())) {
    if (entry === "") continue;
    if (ipaddr.isValidCIDR(entry)) networks.push(ipaddr.parseCIDR(entry));
    else if (ipaddr.isValid(entry) && (entry.includes(":") || ipaddr.IPv4.isValidFourPartDecimal(entry))) {
      const address = ipaddr.parse(entry);
      networks.push([address, address.kind() === "ipv4" ? 32 : 128]);
    } else if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(entry)) hosts.add(entry);
    else return undefined;
  }
  return { hosts, networks };
}

export const nothingAllowed: EgressAllow = { hosts: new Set(), networks: [] };

/** Public by number, but a cloud's own: Azure's WireServer hands out credentials. */
const alwaysInternal = new Set(["168.63.129.16"]);

/**
 * What may be said of an address that a name has led to. `public`: everybody may call it. `listed`: the operator has
 * allowed it. `internal`: anything else (private, loopback, link-local, metadata, carrier-grade NAT, multicast, reserved,
 * and IPv6 forms that carry such an IPv4 address).
 */
export function kindOfAddress(address: string, allow: EgressAllow): "public" | "listed" | "internal" {
  if (!ipaddr.isValid(address)) return "internal";
  // An IPv4 address in IPv6 clothes is judged as what it is.
  const plain = ipaddr.process(address);
  for (const [network, bits] of allow.networks) {
    if (network.kind() === plain.kind() && plain.match(network, bits)) return "listed";
  }
  if (alwaysInternal.has(plain.toString())) return "internal";
  if (plain.range() !== "unicast") return "internal";
  // Global IPv6 is 2000::/3; the rest is not given out.
  return plain.kind() === "ipv4" || plain.match(ipaddr.parseCIDR("2000::/3")) ? "public" : "internal";
}
