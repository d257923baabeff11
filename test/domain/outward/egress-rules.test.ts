import { describe, expect, it } from "vitest";
import { kindOfAddress, nothingAllowed, parseEgressAllow } from "../../../bot/outward/egress-rules.ts";

const internal = [
  "0.0.0.0",
  "0.1.2.3",
  "10.0.0.1",
  "10.255.255.255",
  "100.64.0.1",
  "100.100.100.200",
  "100.127.255.255",
  "127.0.0.1",
  "127.255.0.1",
  "169.254.0.1",
  "169.254.169.254",
  "169.254.170.2",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.192",
  "192.0.2.1",
  "192.88.99.1",
  "192.168.1.1",
  "198.18.0.1",
  "198.51.100.1",
  "203.0.113.1",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  "168.63.129.16",
  "::",
  "::1",
  "::7f00:1",
  "::ffff:10.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:a9fe:a9fe",
  "::ffff:0:127.0.0.1",
  "64:ff9b::10.0.0.1",
  "64:ff9b:1::1",
  "100::1",
  "2001::1",
  "2001:db8::1",
  "2002:a00:1::1",
  "3fff::1",
  "4000::1",
  "5f00::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "",
  "localhost",
  "not an address",
  "１２７.0.0.1",
  "127.0.0.1\0.example",
  "9".repeat(10_000),
];

describe("addresses that a webhook may not reach", () => {
  it.each(internal)("%s", (address) => expect(kindOfAddress(address, nothingAllowed)).toBe("internal"));
  it.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"])("public: %s", (address) =>
    expect(kindOfAddress(address, nothingAllowed)).toBe("public"),
  );
});

describe("EGRESS_ALLOW", () => {
  it("lists networks and addresses, and nothing beside them", () => {
    const allow = parseEgressAllow(" 10.20.0.0/16, 127.0.0.1 ,fd00::/8,erp.lender.example ") ?? nothingAllowed;
    expect(["10.20.3.4", "::ffff:10.20.3.4", "127.0.0.1", "fd12::1"].map((address) => kindOfAddress(address, allow))).toEqual(Array(4).fill("listed"));
    expect(["10.21.0.1", "127.0.0.2", "fc00::1", "169.254.169.254"].map((address) => kindOfAddress(address, allow))).toEqual(Array(4).fill("internal"));
    expect([...allow.hosts]).toEqual(["erp.lender.example"]);
  });
  it.each(["http://x", "a b", "10.0.0.0/33", "*", "x/8"])("refuses what is no host, address or network: %s", (text) =>
    expect(parseEgressAllow(text)).toBeUndefined(),
  );
});
