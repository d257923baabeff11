import type { ArrangementDeps } from "../app/arrangements/decide-arrangement.ts";
import type { ArrangementStore } from "../app/arrangements/ports.ts";
import type { CommandDeps } from "../app/console/commands.ts";
import type { ApiKeys, OidcSignIns, OwnAccount, SignIns } from "../app/access/ports.ts";
import type { ChannelLinks, ConsoleStore } from "../app/console/ports.ts";
import type { CheckinDeps } from "../app/checkin-results/checkin-commands.ts";
import type { ReportDeps } from "../app/reports/write-report.ts";
import type { DocumentDeps } from "../app/documents/decide-document.ts";
import type { ForecastDeps } from "../app/forecast/deps.ts";
import type { ForecastDesk } from "../app/forecast/forecast-desk.ts";
import type { MessageLogStore } from "../app/message-log/ports.ts";
import type { ManageDeps } from "../app/outward/manage.ts";
import type { People } from "../app/people/ports.ts";
import type { ApprovalDeps } from "../app/wording/ports.ts";
import type { Bulletin } from "../app/ports.ts";
import type { Instant } from "../domain/calendar.ts";
import type { Guard } from "../domain/wording/guard.ts";
import type { PublicApiDeps } from "./public/deps.ts";
import type { Readiness } from "./health.ts";
import type { TrustedProxies } from "./trusted-proxies.ts";

export interface ConsoleApiDeps extends CommandDeps, ChannelLinks {
  readonly store: ConsoleStore;
  readonly messageLog: MessageLogStore;
  readonly forecast: { readonly desk: ForecastDesk; readonly deps: ForecastDeps };
  readonly lender: string;
  /** The demonstration's clock, or null where time is real. */
  clockInfo(): { readonly now: Instant; readonly speed: number } | null;
}

export interface AccountApiDeps {
  readonly signIns: SignIns;
  /** Absent: there is no provider. */
  readonly oidc?: OidcSignIns;
  /** Whose X-Forwarded-For is believed. */
  readonly trustedProxies: TrustedProxies;
  readonly ownAccount: OwnAccount;
  readonly people: People;
  readonly keys: ApiKeys;
}

export interface ApiDeps extends ConsoleApiDeps, AccountApiDeps {
  /** As browsers see this installation; undefined: as they ask for it. */
  readonly publicUrl?: string;
  readonly bulletin: Bulletin;
  /** For other systems. */
  readonly public: PublicApiDeps;
  /** The lender's systems that are told of changes. */
  readonly outward: ManageDeps;
  /** What a borrower must never read. */
  readonly guard: Guard;
  readonly wording: ApprovalDeps;
  /** Applications for more time, and whose approval they need. */
  readonly arrangements: ArrangementDeps & { readonly store: ArrangementStore };
  /** What borrowers were asked to show, and what they sent. */
  readonly documents: DocumentDeps;
  /** What was asked and answered. */
  readonly checkins: CheckinDeps;
  /** What officers write and sign about a loan after a look at it. */
  readonly reports: ReportDeps;
  readonly ready: () => Promise<Readiness>;
  readonly heartbeatMs?: number;
}
