/**
 * The one way out for requests whose address somebody typed in: no internal address, no redirect, no proxy, little
 * patience. A name is resolved once, when the connection is made, and the connection goes to exactly the addresses that
 * were judged, so that a name server which answers differently the second time is never asked.
 */
import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector, type Dispatcher } from "undici";
import { kindOfAddress, type EgressAllow } from "./egress-rules.ts";

export type Resolve = (host: string, done: (fault: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void) => void;

export interface Egress {
  readonly dispatcher: Dispatcher;
  /** Why an address cannot be called, as far as its text says; undefined where it may be tried. */
  check(url: string): string | undefined;
  close(): Promise<void>;
}

/** Not an internal address, but the wish to call one. */
export class EgressRefused extends Error {
  override readonly name = "EgressRefused";
  readonly code = "address_refused";
}

const connectMs = 5_000;
const answerMs = 10_000;

export function createEgress(allow: EgressAllow, resolve: Resolve = resolveAll): Egress {
  const may = (host: string, address: string, encrypted: boolean): boolean => {
    const kind = allow.hosts.has(host.toLowerCase()) ? "listed" : kindOfAddress(address, allow);
    // In the clear only to what the operator has listed.
    return kind === "listed" || (kind === "public" && encrypted);
  };
  const agent = new Agent({
    connect: connector(may, resolve),
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
    connections: 8,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 10_000,
  });
  return { dispatcher: agent, check: (url) => refusalOf(url, may), close: () => agent.destroy() };
}

type May = (host: string, address: string, encrypted: boolean) => boolean;

function connector(may: May, resolve: Resolve): buildConnector.connector {
  const judged =
    (encrypted: boolean): LookupFunction =>
    (host, options, done) =>
      resolve(host, (fault, addresses) => {
        const [first] = addresses;
        if (fault || !first) return done(fault ?? new Error("no address"), "");
        // One bad address spoils the name: whoever mixes them in is up to something.
        if (!addresses.every(({ address }) => may(host, address, encrypted))) return done(new EgressRefused("refused"), "");
        if (options.all) return done(null, [...addresses]);
        return done(null, first.address, first.family);
      });
  const plain = buildConnector({ timeout: connectMs, lookup: judged(false) });
  const encrypted = buildConnector({ timeout: connectMs, lookup: judged(true) });
  return (options, done) => {
    const isEncrypted = options.protocol === "https:";
    const host = unbracketed(options.hostname);
    // An address is never looked up.
    if (isIP(host) !== 0 && !may(host, host, isEncrypted)) return done(new EgressRefused("refused"), null);
    return (isEncrypted ? encrypted : plain)(options, done);
  };
}

function refusalOf(text: string, may: May): string | undefined {
  if (text.length > 2_000 || !URL.canParse(text)) return "url";
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "url_scheme";
  // They would stand in every list and travel with every request.
  if (url.username !== "" || url.password !== "") return "url_password";
  const host = unbracketed(url.hostname);
  if (isIP(host) !== 0) return may(host, host, url.protocol === "https:") ? undefined : "address_refused";
  return /^(localhost|.*\.localhost|.*\.local|.*\.internal)\.?$/i.test(host) && !may(host, "127.0.0.1", false) ? "address_refused" : undefined;
}

const unbracketed = (host: string): string => host.replace(/^\[|\]$/g, "");

const resolveAll: Resolve = (host, done) => systemLookup(host, { all: true, order: "verbatim" }, (fault, addresses) => done(fault, fault ? [] : addresses));
