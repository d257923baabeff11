import type { ForecastBorrower, ForecastScope } from "../../app/forecast/ports.ts";
import type { Zone } from "../../domain/calendar.ts";
import type { BorrowerId, ContactPointId } from "../../domain/ids.ts";
import type { Labels } from "../../domain/shared/which-person.ts";
import { sql, type Database } from "../database.ts";
import { openHours } from "../preference.ts";
import { answeredAt, noneRecent, type Recent } from "../recent-contacts.ts";
import { openText } from "../seal.ts";

export interface BorrowerSql {
  readonly id: BorrowerId;
  readonly external_id: string;
  readonly locale: string;
  readonly preferred_locale: string | null;
  readonly preferred_channel: string | null;
  readonly zone: string;
  readonly zone_known: boolean;
  readonly branch: string;
  readonly officer: string;
  readonly type: string;
  readonly last_inbound_at: Date | null;
  readonly preferred_hours_sealed: Uint8Array | null;
  readonly name_sealed: Uint8Array | null;
}

export interface PointSql {
  readonly id: ContactPointId;
  readonly borrower_id: BorrowerId;
  readonly channel: string;
  readonly state: string;
}

interface Beside {
  readonly point: PointSql | undefined;
  /** What tells the sharers of a point apart, by the point. */
  readonly shared: ReadonlyMap<string, Labels>;
  readonly asked: ReadonlyMap<string, number>;
  readonly recent: Recent | undefined;
  key(): Buffer;
}

export function borrowerOf(
  row: BorrowerSql,
  { point, shared, asked, recent = noneRecent, key }: Beside,
  { named = false }: ForecastScope,
): Omit<ForecastBorrower, "holds" | "consents" | "instalments" | "known"> {
  const answered = answeredAt(row.last_inbound_at, recent);
  const preference = row.preferred_hours_sealed ? openHours(key(), row.id, row.preferred_hours_sealed) : undefined;
  const labels = point && shared.get(point.id);
  return {
    id: row.id,
    borrower: row.external_id,
    name: named && row.name_sealed ? openText(key(), `borrower.name/${row.id}`, row.name_sealed) : "",
    locale: row.preferred_locale ?? row.locale,
    zone: row.zone as Zone,
    zoneKnown: row.zone_known,
    branch: row.branch,
    officer: row.officer,
    type: row.type,
    contact: point && {
      id: point.id,
      channel: point.channel,
      verified: point.state === "verified" && labels === undefined,
      ...(labels && { shared: labels }),
      identityAsked: asked.get(point.id) ?? 0,
    },
    initiatedAt: recent.initiatedAt,
    contacts: recent.contacts,
    ...(answered !== undefined && { answeredAt: answered }),
    ...(preference && { preference }),
  };
}

/** The point that a touch of each would go to: on the channel that was asked for, else the newest; SMS last. */
export async function contactPointsOf(database: Database, ids: readonly BorrowerId[]): Promise<ReadonlyMap<BorrowerId, PointSql>> {
  const rows = await database.$queryRaw<PointSql[]>(sql`
    SELECT c.id::text, c.borrower_id::text, c.channel, c.state FROM contact_point c JOIN borrower b ON b.id = c.borrower_id
    WHERE c.borrower_id = ANY(${[...ids]}::uuid[]) AND c.state <> 'closed'
    -- The last of each stays in the map.
    ORDER BY c.channel IS NOT DISTINCT FROM b.preferred_channel, c.channel <> 'sms', c.created_at`);
  return new Map(rows.map((row) => [row.borrower_id, row]));
}
