import { z } from "@hono/zod-openapi";
import type { PageOf } from "../../app/lender/ports.ts";
import type { Place } from "../../app/lender/views.ts";
import { isoInstant, parseInstant } from "../../domain/calendar.ts";

/** Opaque for who reads it: it may change its form with any release. */
export function cursorOf(place: Place | null): string | null {
  if (place === null) return null;
  const plain = place.by === "external_id" ? ["e", place.externalId] : ["m", isoInstant(place.at), place.id];
  return Buffer.from(JSON.stringify(plain)).toString("base64url");
}

const plainForm = z.union([z.tuple([z.literal("e"), z.string().max(2_000)]), z.tuple([z.literal("m"), z.string(), z.uuid()])]);

function placeOf(cursor: string): Place | undefined {
  try {
    const plain = plainForm.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    if (plain[0] === "e") return /[\0\p{Surrogate}]/u.test(plain[1]) ? undefined : { by: "external_id", externalId: plain[1] };
    const at = parseInstant(plain[1]);
    return at === undefined ? undefined : { by: "moment", at, id: plain[2] };
  } catch {
    return undefined;
  }
}

const mostRows = 200;

/** `by`: a cursor of another kind of list is refused, not ignored. */
const pageFields = (by: Place["by"]) => ({
  cursor: z
    .string()
    .max(4_000)
    .transform((text, context) => {
      const place = placeOf(text);
      if (place?.by === by) return place;
      context.addIssue({ code: "custom", message: "is no cursor of this list" });
      return z.NEVER;
    })
    .optional()
    .openapi({ type: "string", description: "`next` of the page before" }),
  limit: z.coerce.number().int().min(1).max(mostRows).default(50).openapi({ type: "integer", minimum: 1, maximum: mostRows, default: 50 }),
});

export const byExternalId = pageFields("external_id");
export const byMoment = pageFields("moment");

/** "2026-11-22T00:00:00Z" */
export const at = z
  .string()
  .transform((text, context) => {
    const found = parseInstant(text);
    if (found !== undefined) return found;
    context.addIssue({ code: "custom", message: "expected a moment with its offset (2026-01-31T18:00:00+08:00)" });
    return z.NEVER;
  })
  .optional()
  .openapi({ type: "string", format: "date-time" });

export const pageAsked = ({ cursor, limit }: { readonly cursor?: Place | undefined; readonly limit: number }): PageOf => ({ after: cursor, limit });
