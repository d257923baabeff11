/** How the domain's values travel in JSON. */
import { z } from "@hono/zod-openapi";
import { isoInstant, parseDay, type Day, type Instant } from "../domain/calendar.ts";
import { decimalText, type Money } from "../domain/money.ts";

/** "2026-11-22T01:02:03.000Z" */
export const moment = z
  .custom<Instant>((value) => Number.isInteger(value))
  .transform(isoInstant)
  .openapi({ type: "string", format: "date-time" });

/** "2026-11-22", in the borrower's own calendar. */
export const day = z
  .custom<Day>((value) => typeof value === "string" && parseDay(value) !== undefined)
  .transform((on): string => on)
  .openapi({ type: "string", format: "date" });

const moneyParts: { properties: Record<string, { type: "string" }>; required: string[] } = {
  properties: { minor: { type: "string" }, currency: { type: "string" }, text: { type: "string" } },
  required: ["minor", "currency", "text"],
};

/** Minor units as a decimal string (JSON numbers are not exact); `text` is the exact decimal with its currency. */
export const money = z
  .custom<Money>((value) => typeof value === "object" && value !== null && "minor" in value && typeof value.minor === "bigint")
  .transform((value) => ({ minor: value.minor.toString(), currency: String(value.currency), text: `${value.currency} ${decimalText(value)}` }))
  .openapi({ type: "object", ...moneyParts });

// `nullable()` alone would leave the null out of the document: the type is said anew.
export const momentOrNull = moment.nullable().openapi({ type: ["string", "null"], format: "date-time" });
export const dayOrNull = day.nullable().openapi({ type: ["string", "null"], format: "date" });
export const moneyOrNull = money.nullable().openapi({ type: ["object", "null"], ...moneyParts });
