import type { Day, Instant, Zone } from "../../domain/calendar.ts";
import type { Past } from "../../domain/forecast/expected-load.ts";
import type { BorrowerId, ContactPointId, LoanId } from "../../domain/ids.ts";
import type { Contact } from "../../domain/policy/budgets.ts";
import type { Decision, Reason, Stop } from "../../domain/policy/gate.ts";
import type { Hold } from "../../domain/policy/hold.ts";
import type { Labels } from "../../domain/shared/which-person.ts";
import type { Preference } from "../../domain/policy/hours.ts";
import type { Conduct } from "../../domain/reminders/conduct.ts";
import type { Consent } from "../../domain/policy/permitted.ts";
import type { Sees } from "../access/caller.ts";

/** An open instalment of the forecast's borrower. */
export interface ForecastInstalment {
  readonly loanId: LoanId;
  readonly loan: string;
  readonly product: string;
  readonly riskGrade: string;
  readonly frequency: string;
  readonly bullet: boolean;
  readonly conduct: Conduct | undefined;
  readonly no: number;
  readonly dueOn: Day;
  readonly outstandingMinor: bigint;
  readonly currency: string;
  /** What the lender says is due, where this is the loan's oldest open instalment. */
  readonly amountDueMinor?: bigint;
}

/** A touch that is there already: what was decided stands. */
export interface KnownTouch {
  readonly key: string;
  readonly state: string;
  /** The text that carried it, where there is one. */
  readonly message?: string;
  readonly dueAt: Instant;
  readonly decision?: Decision["decision"];
  readonly reasons?: readonly Reason[];
}

export interface ForecastBorrower {
  readonly id: BorrowerId;
  /** The lender's id. */
  readonly borrower: string;
  readonly name: string;
  readonly locale: string;
  readonly zone: Zone;
  readonly branch: string;
  readonly officer: string;
  readonly type: string;
  /** `shared`: several borrowers left that number; whoever reads is asked which they are, each time. */
  readonly contact:
    | { readonly id: ContactPointId; readonly channel: string; readonly verified: boolean; readonly shared?: Labels; readonly identityAsked: number }
    | undefined;
  readonly holds: readonly Hold[];
  readonly initiatedAt: readonly Instant[];
  readonly zoneKnown: boolean;
  readonly contacts: readonly Contact[];
  readonly answeredAt?: Instant;
  readonly consents: readonly Consent[];
  readonly preference?: Preference;
  readonly instalments: readonly ForecastInstalment[];
  readonly known: ReadonlyMap<string, KnownTouch>;
}

/** Whose forecast: everybody's where nothing is said. */
export interface ForecastScope {
  readonly sees?: Sees;
  readonly branch?: string | undefined;
  /** One borrower alone. */
  readonly borrower?: string;
  /** False: names are neither read nor decrypted, and are empty. */
  readonly named?: boolean;
}

/** People who answer borrowers. */
export interface OfficersKnown {
  /** Officers in service in that scope; 0: the lender keeps none here, and nobody's capacity is known. */
  readonly officers: number;
}

export interface ForecastStore {
  /**
   * Borrowers of open loans with an open instalment due in the range, in order of the lender's id, one by one.
   * `passed` is told how many borrowers were gone through, those without such a loan among them.
   */
  borrowers(range: { from: Day; to: Day }, now: Instant, scope?: ForecastScope, passed?: (borrowers: number) => void): AsyncIterable<ForecastBorrower>;
  /** How many borrowers are to be gone through. */
  count(scope: ForecastScope): Promise<number>;
  stops(): Promise<readonly Stop[]>;
  /** What came of the texts of the last months, by `answerDays` and `pastDays`. */
  past(now: Instant): Promise<Past>;
  officers(scope: ForecastScope): Promise<OfficersKnown>;
}
