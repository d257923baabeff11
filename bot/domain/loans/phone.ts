import { getCountries, parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js";
import { remembered } from "./remembered.ts";

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

const regionOfLocale = remembered((locale): CountryCode | undefined => {
  const region = new Intl.Locale(locale).region;
  return getCountries().find((country) => country === region);
});

const regionOfZone = remembered((zone): CountryCode | undefined => {
  regions ??= new Map(getCountries().flatMap((country) => zonesOf(country).map((name) => [canonicalZone(name), country] as const)));
  return regions.get(canonicalZone(zone));
});

let regions: Map<string, CountryCode> | undefined;

// Node 20 has Intl.Locale's time zones as a property, later versions as a method; TypeScript 6 knows neither.
function zonesOf(country: string): string[] {
  const locale: Intl.Locale & { timeZones?: string[]; getTimeZones?: () => string[] | undefined } = new Intl.Locale(`und-${country}`);
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

const canonicalZone = (zone: string): string => new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
