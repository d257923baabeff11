import { z } from "zod";
import type { Sees } from "../../app/access/caller.ts";
import type { Day } from "../../domain/calendar.ts";
import type { PromiseCount } from "../../domain/promises/kept-rate.ts";
import { sql, type Database } from "../database.ts";
import { dateOf, dayOf } from "../days.ts";
import { seen } from "./seen.ts";

const row = z.object({
  promised_on: z.date(),
  branch: z.string(),
  officer: z.string(),
  state: z.enum(["open", "kept", "partly_kept", "broken", "replaced"]),
  count: z.int(),
});

/** Numbers of nobody in particular, of the borrowers that the caller may see: no look. */
export async function promiseCountsOf(database: Database, range: { readonly from: Day; readonly to: Day }, sees: Sees): Promise<readonly PromiseCount[]> {
  const rows = await database.$queryRaw(sql`
    SELECT p.promised_on, b.branch, b.officer, p.state, count(*)::int AS count FROM promise p JOIN borrower b ON b.id = p.borrower_id
    WHERE p.promised_on BETWEEN ${dateOf(range.from)}::date AND ${dateOf(range.to)}::date AND ${seen(sees)} GROUP BY 1, 2, 3, 4`);
  return z
    .array(row)
    .parse(rows)
    .map(({ promised_on: promisedOn, ...rest }) => ({ promisedOn: dayOf(promisedOn), ...rest }));
}
