import type { Arrangement, Decided, LedgerNow } from "../../domain/arrangements/arrangement.ts";
import type { LoanFacts } from "../../domain/arrangements/offers.ts";
import type { Day, Zone } from "../../domain/calendar.ts";
import type { ArrangementId, LoanId } from "../../domain/ids.ts";
import type { Money } from "../../domain/money.ts";
import type { ScopedBy, ScopedLook } from "../console/ports.ts";
import type { ChatLine, Page, Person } from "../console/views.ts";
import type { Instant } from "../../domain/calendar.ts";

/** All that deciding needs, read under the borrower's lock. */
export interface FoundArrangement {
  readonly id: ArrangementId;
  readonly loanId: LoanId;
  readonly zone: Zone;
  readonly facts: Pick<LoanFacts, "product">;
  readonly firstNo: number;
  readonly lastNo: number;
  readonly originalDueOn: Day;
  /** The text by which the borrower applied. */
  readonly messageId: string;
  readonly scheduleHash: string;
  readonly arrangement: Arrangement;
  readonly ledger: LedgerNow;
  readonly loan: {
    readonly scheduleHash: string;
    readonly paidMinor: bigint;
    readonly others: readonly { readonly dueOn: Day; readonly outstandingMinor: bigint }[];
  };
}

/** Days to look at it, and days for the borrower to answer. */
export interface Deadlines {
  readonly lookDays: number;
  readonly answerDays: number;
}

/** What goes with a decision. */
export interface Beside {
  /** An officer's own words; sealed, and in the log. */
  readonly note?: string;
  readonly consent?: { readonly name: string; readonly signedOn: Day };
}

export type Moved = "missing" | { readonly refused: string; readonly borrowerId: string } | { readonly borrowerId: string };

export interface ArrangementWrites {
  /** One transaction under the borrower's lock: reads, asks `decideOn`, writes what it decided with its log entries. */
  move(id: string, by: ScopedBy, deadlines: Deadlines, decideOn: (found: FoundArrangement) => Decided, beside?: Beside): Promise<Moved>;
}

export interface ArrangementReads {
  /** `waiting`: for an approval, a consent or the borrower, what lapses first first; else the latest first. */
  list(query: { readonly show: "waiting" | "all"; readonly after?: string }, look: ScopedLook): Promise<Page<ArrangementView>>;
  read(id: string, look: ScopedLook): Promise<ArrangementDetail | undefined>;
}

export type ArrangementStore = ArrangementReads & ArrangementWrites;

export interface ArrangementView {
  readonly id: string;
  readonly borrower: Person;
  readonly loan: string;
  readonly branch: string;
  readonly officer: string;
  readonly state: string;
  readonly round: number;
  readonly amount: Money;
  readonly parts: readonly { readonly no: number; readonly on: Day; readonly amount: Money }[];
  readonly termsBy: string;
  /** Counted from the original due day, whatever is agreed. */
  readonly originalDueOn: Day;
  readonly daysPastDue: number;
  readonly needs: readonly string[];
  readonly approvals: readonly { readonly officer: string; readonly role: string; readonly at: Instant }[];
  readonly guarantor: string;
  readonly confirmedAt: Instant | null;
  readonly proposedAt: Instant;
  readonly dueAt: Instant;
  readonly agreedAt: Instant | null;
  readonly endedAt: Instant | null;
}

export interface ArrangementDetail extends ArrangementView {
  readonly note: string | null;
  readonly guarantorName: string | null;
  /** What is open of it in the ledger now; another amount than the terms' means that it must be changed. */
  readonly openNow: Money;
  /** The borrower's own words by which they applied, and what was asked. */
  readonly lines: readonly ChatLine[];
}
