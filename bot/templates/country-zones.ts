import { z } from "zod";

const names = z.array(z.string()).catch([]);

/** Every zone of a country by the runtime's own tables (CLDR), in the form of `canonicalZone`. */
export function countryZones(country: string): ReadonlySet<string> {
  const region = new Intl.Locale("und", { region: country });
  // An accessor up to Node 22, a method after it.
  const method: unknown = Reflect.get(region, "getTimeZones");
  const found = names.parse(typeof method === "function" ? Reflect.apply(method, region, []) : Reflect.get(region, "timeZones"));
  return new Set(found.map(canonicalZone));
}

/** One name for a zone that has several (PRC, Asia/Shanghai). */
export const canonicalZone = (name: string): string => new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
