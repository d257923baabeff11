import { z } from "zod";
import type { ForecastBorrower, ForecastScope, ForecastStore } from "../../app/forecast/ports.ts";
import { dayIn, zone, type Day, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { labelsOf, type Labels } from "../../domain/shared/which-person.ts";
import { consentsOf } from "../consents.ts";
import { seen } from "../console/seen.ts";
import { sql, type Database, type Sql } from "../database.ts";
import { activeHoldsOf } from "../holds.ts";
import { identityAsked } from "../identity-asked.ts";
import { recentContacts } from "../recent-contacts.ts";
import { sharedAmong, sharedLabels } from "../shared/sharers.ts";
import type { Vault } from "../vault.ts";
import { borrowerOf, contactPointsOf, type BorrowerSql } from "./forecast-borrower.ts";
import { knownTouches } from "./known-touches.ts";
import { openInstalments } from "./open-instalments.ts";
import { pastOf } from "./past.ts";

const pageSize = 1_000;
/** What is known of a loan ends by the day; a few hours are nothing. */
const anyZone = zone("UTC");

export function createForecastStore(database: Database, vault: Vault): ForecastStore {
  return {
    async *borrowers(range, now, scope = {}, passed) {
      let gone = 0;
      for await (const page of readAhead(pages(database, vault, range, now, scope))) {
        yield* page.borrowers;
        gone += page.of;
        passed?.(gone);
      }
    },
    async count(scope) {
      const [row] = await database.$queryRaw<{ count: number }[]>(sql`SELECT count(*)::int AS count FROM borrower b WHERE ${within(scope)}`);
      return row?.count ?? 0;
    },
    async stops() {
      const rows = await database.stop.findMany({ where: { liftedAt: null } });
      return rows.map((row) => ({ scope: scopeForm.parse(row.scope), ...(row.value !== null && { value: row.value }) }));
    },
    past: (now) => pastOf(database, now),
    async officers({ sees, branch }) {
      if (sees?.whose === "officer") return { officers: 1 };
      const of = branch ?? (sees?.whose === "branch" ? sees.branch : undefined);
      const where = { role: "officer", disabledAt: null, ...(of !== undefined && { OR: [{ branch: of }, { branch: null }] }) };
      return { officers: await database.officer.count({ where }) };
    },
  };
}

const scopeForm = z.enum(["all", "channel", "branch", "template"]);

const within = ({ sees = { whose: "all" }, branch, borrower }: ForecastScope): Sql =>
  sql`${seen(sees)} AND ${branch === undefined ? sql`TRUE` : sql`b.branch = ${branch}`} AND ${borrower === undefined ? sql`TRUE` : sql`b.id = ${borrower}::uuid`}`;

interface Page {
  readonly borrowers: readonly ForecastBorrower[];
  /** Borrowers of the page, those with nothing to say among them. */
  readonly of: number;
}

async function* pages(database: Database, vault: Vault, range: { from: Day; to: Day }, now: Instant, scope: ForecastScope): AsyncGenerator<Page> {
  for (let after = ""; ;) {
    // Pages over the index alone; a join here would be planned anew over the whole book for each page.
    const rows = await database.$queryRaw<BorrowerSql[]>(sql`
      SELECT b.id::text, b.external_id, b.locale, b.preferred_locale, b.preferred_channel, b.zone, b.zone_known, b.branch, b.officer, b.type, b.last_inbound_at,
        b.preferred_hours_sealed, ${scope.named ? sql`b.name_sealed` : sql`NULL::bytea AS name_sealed`}
      FROM borrower b WHERE b.external_id > ${after} AND ${within(scope)} ORDER BY b.external_id LIMIT ${pageSize}`);
    const last = rows.at(-1);
    if (!last) return;
    yield { borrowers: await readPage(database, vault, rows, range, now, scope), of: rows.length };
    if (rows.length < pageSize) return;
    after = last.external_id;
  }
}

/** The next page is read while this one is looked at: two are in memory, and no more. */
async function* readAhead<T>(of: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = of.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done) return;
      next = of.next();
      // Its fault is thrown where it is awaited; who stops before that does not hear of it.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    // A page under way is waited for: whoever stops closes the database next.
    await next.catch(() => undefined);
  }
}

async function readPage(
  database: Database,
  vault: Vault,
  rows: readonly BorrowerSql[],
  range: { from: Day; to: Day },
  now: Instant,
  scope: ForecastScope,
): Promise<ForecastBorrower[]> {
  const instalments = await openInstalments(
    database,
    rows.map(({ id }) => id),
    range,
    dayIn(now, anyZone),
  );
  const ids = [...instalments.keys()];
  if (ids.length === 0) return [];
  const keys = await wrappedKeys(database, ids);
  const points = await contactPointsOf(database, ids);
  const touches = await knownTouches(database, ids, range);
  const recent = await recentContacts(database, ids, now);
  const consents = await consentsOf(database, ids);
  const holds = await activeHoldsOf(database, ids, now);
  const asked = await identityAsked(database, ids);
  const shared = await sharedOf(
    database,
    vault,
    [...points.values()].map(({ id }) => id),
    scope,
  );
  return rows.flatMap((row) => {
    const own = instalments.get(row.id);
    const wrapped = keys.get(row.id);
    // Erased: nobody is there to be written to.
    if (!own || !wrapped) return [];
    const found = borrowerOf(row, { point: points.get(row.id), shared, asked, recent: recent.get(row.id), key: () => vault.unwrap(row.id, wrapped) }, scope);
    return [
      {
        ...found,
        holds: holds.get(row.id) ?? [],
        consents: consents.get(row.id) ?? [],
        instalments: own,
        known: touches.get(row.id) ?? none,
      },
    ];
  });
}

const none: ReadonlyMap<string, never> = new Map<string, never>();

/** Who shares a number is told apart by name: read only where it is said. */
async function sharedOf(database: Database, vault: Vault, points: readonly string[], { named }: ForecastScope): Promise<ReadonlyMap<string, Labels>> {
  if (named) return sharedLabels(database, vault, points);
  const nameless = labelsOf([]);
  return new Map((await sharedAmong(database, points)).map((id) => [id, nameless]));
}

/** Unwrapped only where something is read with them: that is half of the work of a page. */
async function wrappedKeys(database: Database, ids: readonly BorrowerId[]): Promise<ReadonlyMap<BorrowerId, Uint8Array>> {
  const rows = await database.$queryRaw<{ borrower_id: BorrowerId; wrapped: Uint8Array }[]>(
    sql`SELECT borrower_id::text, wrapped FROM keys.borrower_key WHERE borrower_id = ANY(${[...ids]}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.borrower_id, row.wrapped]));
}
