import { getCountries, parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js";

/**
 * A telephone number as E.164 ("+8613800138000"); undefined where it is none. A number without a country code is read
 * as one of the country of the zone, or else of the locale.
 */
export function e164(text: string, zone: string, locale: string): string | undefined {
  const plain = text.normalize("NFKC").trim();
  const regions = plain.startsWith("+") ? [undefined] : [regionOfZone(zone), regionOfLocale(locale)];
  for (const region of regions) {
    const number = parsePhoneNumberFromString(plain, region === undefined ? {} : { defaultCountry: region, extract: false });
    if (number?.isValid()) return number.number;
  }
  return undefined;
}

function regionOfLocale(locale: string): CountryCode | undefined {
  const region = new Intl.Locale(locale).region;
  return countries().find((country) => country === region);
}

function regionOfZone(zone: string): CountryCode | undefined {
  regions ??= new Map(countries().flatMap((country) => zonesOf(country).map((name) => [canonicalZone(name), country] as const)));
  return regions.get(canonicalZone(zone));
}

let regions: Map<string, CountryCode> | undefined;
const countries = (): CountryCode[] => getCountries();

// Node 20 has Intl.Locale's time zones as a property, later versions as a method; TypeScript 6 knows neither.
function zonesOf(country: string): string[] {
  const locale: Intl.Locale & { timeZones?: string[]; getTimeZones?: () => string[] | undefined } = new Intl.Locale(`und-${country}`);
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

const names = new Map<string, string>();
function canonicalZone(zone: string): string {
  let name = names.get(zone);
  if (name === undefined) {
    name = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
    names.set(zone, name);
  }
  return name;
}
