import fc from "fast-check";
import { addDays, day, zone, type Day, type Instant, type Zone } from "../../../bot/domain/calendar.ts";

/** No summer time, an hour, half an hour, midnight changes, the southern half, odd offsets, both sides of the date line. */
export const zones = [
  "Asia/Shanghai",
  "America/New_York",
  "Australia/Lord_Howe",
  "Africa/Nairobi",
  "America/Santiago",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "UTC",
].map((name) => zone(name));

export const anyZone: fc.Arbitrary<Zone> = fc.constantFrom(...zones);
export const anyDay: fc.Arbitrary<Day> = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays(day("1990-01-01"), n));
/** A whole second of the years in which this runs. */
export const anyMoment: fc.Arbitrary<Instant> = fc.integer({ min: 1_764_000_000, max: 1_924_000_000 }).map((s) => (s * 1_000) as Instant);
