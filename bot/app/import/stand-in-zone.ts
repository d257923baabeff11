import type { Zone } from "../../domain/calendar.ts";
import { narrow } from "../../domain/loans/cells.ts";
import type { Cells } from "../../domain/loans/row-problem.ts";

/** Which zone stands in for one that the lender does not know; undefined: no pack says where such a borrower may be. */
export type StandInZone = (of: { readonly branch: string; readonly type: string; readonly products: readonly string[] }) => Zone | undefined;

/**
 * An empty time zone is filled in with one of those that the borrower may be in, so that days can be counted; the gate
 * goes on asking all of them. Where no pack names any, the cell stays empty and the row is refused as before.
 */
export function withZone(standIn: StandInZone | undefined, cells: Cells): { readonly cells: Cells; readonly zoneKnown: boolean } {
  const cell = (name: string): string => narrow(cells[name] ?? "");
  if (cell("timezone") !== "") return { cells, zoneKnown: true };
  const zone = standIn?.({ branch: cell("branch"), type: cell("borrower_type"), products: [cell("product")] });
  return zone === undefined ? { cells, zoneKnown: true } : { cells: { ...cells, timezone: zone }, zoneKnown: false };
}
