import { isoInstant, type Instant } from "../../domain/calendar.ts";
import { entry, type ImportDeps } from "../import/session.ts";
import type { RefusedRow } from "./refused.ts";

/** The lender says that all payments up to a moment were posted, for every open loan except these (the lender's ids). */
export async function stateLedger(deps: ImportDeps, asOf: Instant, except: readonly string[]): Promise<{ readonly status: "stated" } | RefusedRow> {
  const now = deps.clock.now();
  if (asOf > now) return { status: "refused", problems: [{ field: "asOf", reason: "lies in the future" }] };
  await deps.book.stateLedger(asOf, except, entry(deps, now, "ledger.stated", null, { asOf: isoInstant(asOf), except: except.length }));
  return { status: "stated" };
}
