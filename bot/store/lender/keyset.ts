/**
 * Lists as keyset pages: a page begins behind the last row of the one before, so that it costs the same however deep it
 * lies, and rows that come in meanwhile neither shift nor repeat any. One function makes each list's statement, for the
 * list and for the test that looks at its plan.
 */
import type { Place } from "../../app/lender/views.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import { fromDate } from "../../domain/calendar.ts";
import { Prisma } from "../prisma/client.ts";
import { sql } from "../database.ts";

export type Statement = Prisma.Sql;

/** Conditions of a list; none is true. */
export const all = (conditions: readonly (Statement | undefined)[]): Statement => {
  const said = conditions.filter((one) => one !== undefined);
  return said.length === 0 ? sql`true` : Prisma.join(said, " AND ");
};

/** `column` and `id` in descending order. */
export const olderThan = (column: string, place: Place | undefined): Statement | undefined =>
  place?.by === "moment" ? sql`(${Prisma.raw(column)}, t.id) < (${toDate(place.at)}::timestamptz, ${place.id}::uuid)` : undefined;

export const newerThan = (column: string, place: Place | undefined): Statement | undefined =>
  place?.by === "moment" ? sql`(${Prisma.raw(column)}, t.id) > (${toDate(place.at)}::timestamptz, ${place.id}::uuid)` : undefined;

export const behind = (place: Place | undefined): Statement | undefined => (place?.by === "external_id" ? sql`t.external_id > ${place.externalId}` : undefined);

export const within = (column: string, { from, to }: { readonly from?: Instant | undefined; readonly to?: Instant | undefined }): Statement | undefined =>
  from === undefined && to === undefined
    ? undefined
    : all([
        from === undefined ? undefined : sql`${Prisma.raw(column)} >= ${toDate(from)}::timestamptz`,
        to === undefined ? undefined : sql`${Prisma.raw(column)} < ${toDate(to)}::timestamptz`,
      ]);

/** Rows were read with one more than the page holds: that one says whether there is a next page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  place: (row: Row) => Place,
): { items: Item[]; next: Place | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(item), next: last === undefined ? null : place(last) };
}

export const momentPlace = (at: Date, id: string): Place => ({ by: "moment", at: fromDate(at), id });
